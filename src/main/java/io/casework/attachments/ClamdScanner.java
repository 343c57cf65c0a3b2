package io.casework.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.casework.core.Refused;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Asks a ClamAV daemon; the file goes to it over TCP, and nothing is written to its disk. */
final class ClamdScanner implements Scanner {

  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ANSWER = 1024;

  private final String host;
  private final int port;
  private final int timeout;

  ClamdScanner(String host, int port, Duration timeout) {
    this.host = host;
    this.port = port;
    this.timeout = Math.toIntExact(timeout.toMillis());
  }

  @Override
  public boolean clean(byte[] bytes) {
    var answer = ask(bytes);
    if (answer.endsWith(" FOUND")) {
      throw Refused.field(ContentCheck.FILE, "must hold no malware");
    }
    if (!answer.equals("stream: OK")) {
      throw new NotNow("The scanner could not look through the file.");
    }
    return true;
  }

  private String ask(byte[] bytes) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), timeout);
      socket.setSoTimeout(timeout);
      var out = new DataOutputStream(socket.getOutputStream());
      out.write("zINSTREAM\0".getBytes(US_ASCII));
      for (int at = 0; at < bytes.length; at += CHUNK) {
        var length = Math.min(CHUNK, bytes.length - at);
        out.writeInt(length);
        out.write(bytes, at, length);
      }
      out.writeInt(0);
      out.flush();
      var answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
      return new String(answer, US_ASCII).replace("\0", "").strip();
    } catch (IOException e) {
      throw new NotNow("The scanner does not answer.");
    }
  }
}

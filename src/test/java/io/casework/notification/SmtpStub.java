package io.casework.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that can encrypt, refuse and fail as told; GreenMail cannot do STARTTLS. */
final class SmtpStub implements AutoCloseable {

  private static final int OK = 250;

  private final ServerSocket server;
  private final boolean encrypts;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final List<String> clearText = new CopyOnWriteArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean encrypted;
  private volatile int answer = OK;

  SmtpStub(boolean encrypts) throws IOException {
    this.encrypts = encrypts;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::accept, "smtp-stub");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> mails() {
    return mails;
  }

  List<String> recipients() {
    return recipients;
  }

  String clearText() {
    return String.join("\n", clearText);
  }

  boolean encrypted() {
    return encrypted;
  }

  /** What is said to a mail once it is there. */
  void answer(int code) {
    answer = code;
  }

  void refuse(String recipient) {
    refused.add(recipient);
  }

  private void accept() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        talk(socket, false);
      } catch (IOException e) {
        // The next one.
      }
    }
  }

  private void talk(Socket socket, boolean secure) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    if (!secure) {
      say(socket, "220 stub");
    }
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (!secure) {
        clearText.add(line);
      }
      var word = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
      switch (word) {
        case "EHLO" -> {
          if (encrypts && !secure) {
            say(socket, "250-stub", "250 STARTTLS");
          } else {
            say(socket, "250-stub", "250 AUTH PLAIN");
          }
        }
        case "STARTTLS" -> {
          say(socket, "220 go ahead");
          var over =
              (SSLSocket) tls().getSocketFactory().createSocket(socket, "stub", port(), true);
          over.setUseClientMode(false);
          over.startHandshake();
          encrypted = true;
          talk(over, true);
          return;
        }
        case "AUTH" -> say(socket, "235 welcome");
        case "RCPT" -> {
          var who = line.replaceAll(".*<|>.*", "");
          recipients.add(who);
          say(socket, refused.contains(who) ? "550 <" + who + "> unknown" : "250 fine");
        }
        case "DATA" -> {
          say(socket, "354 go on");
          var mail = new StringBuilder();
          for (var next = in.readLine(); next != null && !next.equals("."); next = in.readLine()) {
            mail.append(next.startsWith("..") ? next.substring(1) : next).append("\r\n");
          }
          if (answer == OK) {
            mails.add(mail.toString());
          }
          say(socket, answer + " that was it");
        }
        case "QUIT" -> {
          say(socket, "221 bye");
          return;
        }
        default -> say(socket, "250 fine");
      }
    }
  }

  private static SSLContext tls() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(new DummySSLServerSocketFactory().getKeyStore(), "changeit".toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(Socket socket, String... lines) throws IOException {
    socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

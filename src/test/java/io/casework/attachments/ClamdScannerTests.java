package io.casework.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a daemon that speaks clamd's protocol and answers as it is told. */
class ClamdScannerTests {

  private ServerSocket daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  @Test
  void theWholeFileGoesToTheDaemon() throws Exception {
    var file = new byte[200_000];
    file[199_999] = 7;
    var seen = daemonAnswers("stream: OK\0");

    assertThat(scanner().clean(file)).isTrue();
    assertThat(seen.get()).isEqualTo(file);
  }

  @Test
  void malwareIsRefused() {
    daemonAnswers("stream: Win.Test.EICAR_HDB-1 FOUND\0");

    assertThatThrownBy(() -> scanner().clean(new byte[68]))
        .isInstanceOf(Refused.class)
        .hasMessage("/file: must hold no malware");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSTREAM size limit exceeded. ERROR\0", "", "nonsense\0"})
  void withoutAClearAnswerNothingIsTaken(String answer) {
    daemonAnswers(answer);

    assertThatThrownBy(() -> scanner().clean(new byte[10])).isInstanceOf(NotNow.class);
  }

  @Test
  void withoutADaemonNothingIsTaken() throws IOException {
    daemon.close();

    assertThatThrownBy(() -> scanner().clean(new byte[10])).isInstanceOf(NotNow.class);
  }

  @Test
  void aDaemonThatNeverAnswersIsNotWaitedForForEver() {
    assertThatThrownBy(() -> scanner().clean(new byte[10])).isInstanceOf(NotNow.class);
  }

  private ClamdScanner scanner() {
    return new ClamdScanner("127.0.0.1", daemon.getLocalPort(), Duration.ofMillis(500));
  }

  private CompletableFuture<byte[]> daemonAnswers(String answer) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (var socket = daemon.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            var command = new String(in.readNBytes(10), US_ASCII);
            if (!command.equals("zINSTREAM\0")) {
              throw new IllegalStateException(command);
            }
            var seen = new ByteArrayOutputStream();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
              seen.write(in.readNBytes(length));
            }
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
            return seen.toByteArray();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}

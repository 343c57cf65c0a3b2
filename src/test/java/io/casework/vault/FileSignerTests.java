package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSignerTests {

  @TempDir private Path folder;

  @Test
  void opensslAgreesWithASignature() throws IOException, InterruptedException {
    var signer = FileSigner.in(folder.resolve("key.pem"));
    Files.writeString(folder.resolve("message"), "what happened");
    Files.write(folder.resolve("message.sig"), signer.sign("what happened".getBytes(UTF_8)));
    Files.writeString(folder.resolve("key.pub.pem"), signer.publicKey());

    assertThat(openssl()).isZero();
    Files.writeString(folder.resolve("message"), "what happened?");
    assertThat(openssl()).isNotZero();
  }

  private int openssl() throws IOException, InterruptedException {
    return new ProcessBuilder(
            "openssl",
            "dgst",
            "-sha256",
            "-verify",
            "key.pub.pem",
            "-signature",
            "message.sig",
            "message")
        .directory(folder.toFile())
        .start()
        .waitFor();
  }

  @Test
  void theSameKeyAndMessageGiveTheSameSignature() {
    var message = "what happened".getBytes(UTF_8);
    var first = FileSigner.in(folder.resolve("key.pem"));
    var again = FileSigner.in(folder.resolve("key.pem"));

    assertThat(again.keyId()).isEqualTo(first.keyId()).hasSize(16);
    assertThat(again.sign(message)).isEqualTo(first.sign(message));
  }

  @Test
  void onlyTheOwnerCanReadTheKey() throws IOException {
    FileSigner.in(folder.resolve("key.pem"));

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatIsNoKeyIsNamed() throws IOException {
    Files.writeString(folder.resolve("key.pem"), "rubbish");

    assertThatThrownBy(() -> FileSigner.in(folder.resolve("key.pem")))
        .hasMessageContaining("key.pem")
        .hasMessageContaining("P-256");
  }
}

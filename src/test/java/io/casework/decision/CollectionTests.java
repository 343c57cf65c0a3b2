package io.casework.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.Node;
import io.casework.TestDesk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The request collection that users are given, run by its own runner. */
@CaseworkTest
class CollectionTests {

  private static final Path COLLECTION =
      Path.of("src/docs/collection/casework.postman_collection.json").toAbsolutePath();

  @Autowired TestDesk desk;

  @Test
  @Tag("S0-37")
  @Tag("S0-38")
  @Tag("S0-39")
  @Tag("S1-41")
  void everyRequestOfTheCollectionAnswersAsItSays() throws Exception {
    Node.assumeInstalled("node", "npm");
    var folder = Files.createDirectories(Path.of("target/newman"));
    var install =
        Node.run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent", "newman@6.2.2");
    assertThat(install.exitCode()).as(install.output()).isZero();

    var run =
        Node.run(
            folder,
            "node",
            "node_modules/newman/bin/newman.js",
            "run",
            COLLECTION.toString(),
            "--env-var",
            "base_url=" + desk.url(),
            "--env-var",
            "password=" + TestDesk.PASSWORD,
            "--color",
            "off");

    assertThat(run.exitCode()).as(run.output()).isZero();
  }
}

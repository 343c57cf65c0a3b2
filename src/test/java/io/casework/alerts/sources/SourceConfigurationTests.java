package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.MovingClock;
import io.casework.alerts.AlertSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sources there are is a matter of configuration, by the names that operators know. */
class SourceConfigurationTests {

  @TempDir Path folder;
  private ApplicationContextRunner application;

  @BeforeEach
  void prepare() {
    application =
        new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Room.class)
            .withBean(JdbcClient.class, () -> mock(JdbcClient.class))
            .withBean(ObjectMapper.class)
            .withBean(Clock.class, MovingClock::new)
            .withPropertyValues("CASEWORK_DATA=" + folder);
  }

  @Test
  void withNothingConfiguredOnlyTheDropFolderIsWatched() {
    application.run(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBeansOfType(AlertSource.class).values())
              .extracting(AlertSource::name)
              .containsExactly("drop-folder");
          assertThat(folder.resolve("drop")).isDirectory();
        });
  }

  @Test
  @Tag("S3-114")
  @Tag("S3-115")
  @Tag("S3-116")
  @Tag("S3-117")
  void theNamesOfTheEnvironmentOpenTheOtherSources() {
    application
        .withPropertyValues(
            "MAIL_HOST=imap.bank.example",
            "MAIL_USER=alerts",
            "MAIL_PASSWORD=one",
            "MAIL_FOLDER=Vendors",
            "MAIL_SENDERS=a.example,b.example",
            "TXN_DB_HOST=db.bank.example:5433",
            "TXN_DB_NAME=monitoring",
            "TXN_DB_USER=reader",
            "TXN_DB_PASSWORD=two")
        .run(
            context -> {
              assertThat(context.getBeansOfType(AlertSource.class).values())
                  .extracting(AlertSource::name)
                  .containsExactlyInAnyOrder("drop-folder", "mailbox", "table");
              var sources = context.getBean(SourceProperties.class);
              assertThat(sources.mailbox().portOrUsual()).isEqualTo(993);
              assertThat(sources.mailbox().security()).isEqualTo(MailboxProperties.Tls.IMPLICIT);
              assertThat(sources.mailbox().folder()).isEqualTo("Vendors");
              assertThat(sources.mailbox().senders()).isEqualTo(List.of("a.example", "b.example"));
              assertThat(sources.table().connection().address())
                  .isEqualTo("jdbc:postgresql://db.bank.example:5433/monitoring");
              assertThat(sources.table().connection().userName()).isEqualTo("reader");
            });
  }

  @Test
  void aTokenAPortAndAnAddressCanBeNamedToo() {
    application
        .withPropertyValues(
            "MAIL_HOST=127.0.0.1",
            "MAIL_PORT=3143",
            "MAIL_USER=alerts",
            "MAIL_TOKEN_FILE=/run/token",
            "TXN_DB_URL=jdbc:h2:mem:monitoring")
        .run(
            context -> {
              var sources = context.getBean(SourceProperties.class);
              assertThat(sources.mailbox().portOrUsual()).isEqualTo(3143);
              assertThat(sources.mailbox().token().file()).isEqualTo("/run/token");
              assertThat(sources.table().connection().address())
                  .isEqualTo("jdbc:h2:mem:monitoring");
            });
  }

  @Test
  void everySourceIsAskedWellWithinAMinute() {
    application
        .withPropertyValues(
            "MAIL_HOST=127.0.0.1",
            "MAIL_USER=alerts",
            "MAIL_PASSWORD=one",
            "TXN_DB_URL=jdbc:h2:mem:monitoring")
        .run(
            context ->
                assertThat(context.getBeansOfType(AlertSource.class).values())
                    .hasSize(3)
                    .allMatch(source -> source.pace().compareTo(Duration.ofSeconds(30)) <= 0));
  }

  @Test
  void whatIsHalfOrWronglyConfiguredStopsTheStart() {
    refuses("MAIL_HOST=imap.bank.example");
    refuses("MAIL_HOST=imap.bank.example", "MAIL_USER=a");
    refuses("MAIL_HOST=h", "MAIL_USER=a", "MAIL_PASSWORD=b", "MAIL_TOKEN_FILE=c");
    refuses("TXN_DB_HOST=db.bank.example");
    refuses("casework.alerts.sources.drop.settel=1s");
    refuses("casework.alerts.sources.table.query=select 1");
    refuses("casework.alerts.sources.csv.hint-high-from=101");
  }

  private void refuses(String... properties) {
    application
        .withPropertyValues(properties)
        .run(context -> assertThat(context).as(String.join(" ", properties)).hasFailed());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(SourceProperties.class)
  @Import({SourceConfiguration.class, FileLedger.class, SourcePositions.class})
  static class Room {}
}

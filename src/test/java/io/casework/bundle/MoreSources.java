package io.casework.bundle;

import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources beside those of the rooms: one that breaks off, one that is personal. */
@TestConfiguration(proxyBeanMethods = false)
class MoreSources {

  @Bean
  EvidenceSource brokenStatement(JdbcClient jdbc) {
    return new BrokenStatement(jdbc);
  }

  @Bean
  EvidenceSource photographs() {
    return new Photographs();
  }

  /** Breaks off after its first file, and on PostgreSQL the transaction with it. */
  record BrokenStatement(JdbcClient jdbc) implements EvidenceSource {

    @Override
    public void collect(CaseId caseId, Evidence into) {
      into.text("broken/before.txt", "what came before the failure", "text/plain", "here");
      jdbc.sql("select nothing from nowhere").query(String.class).single();
    }
  }

  /** A source with a personal file. */
  record Photographs() implements EvidenceSource {

    @Override
    public void collect(CaseId caseId, Evidence into) {
      into.file(
          "photographs/1.txt",
          "photograph",
          "text/plain",
          Content.of("holiday photo".getBytes(StandardCharsets.UTF_8)));
    }
  }
}

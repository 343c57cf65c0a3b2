package io.casework.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The drop folder is always watched, the other sources once they have an address. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean
  DropFolder dropFolder(
      SourceProperties properties, FileLedger ledger, ObjectMapper json, Clock clock) {
    return new DropFolder(
        properties.drop(),
        new FileDesk(new DropPlaces(properties.drop().folder()), ledger, json, clock),
        Map.of("csv", new CsvFormat(properties.csv()), "json", new MailFormat()));
  }
}

package io.casework.audit;

import io.casework.archive.Archive;
import io.casework.vault.Signer;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  Shipper auditShipper(
      LogTables log,
      SealTables seals,
      Archive archive,
      AuditProperties properties,
      Signer signer,
      Clock clock) {
    return new Shipper(
        log,
        seals,
        archive,
        Stream.ofNullable(properties.anchorFolder()).map(Archive::inFolder).toList(),
        Optional.ofNullable(properties.tsaUrl())
            .map(url -> new TimeStampAuthority(url, properties.tsaTimeout())),
        signer,
        clock);
  }
}

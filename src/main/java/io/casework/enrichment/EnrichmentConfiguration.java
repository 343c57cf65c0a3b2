package io.casework.enrichment;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EnrichmentConfiguration {

  @Bean
  Enrichment enrichment(List<EnrichmentSource> sources, Clock clock) {
    return new Enrichment(sources, clock);
  }

  @Bean
  EnrichmentSource userHistory(
      EnrichmentProperties properties, JdbcClient jdbc, Tokens tokens, ObjectMapper json) {
    var source = properties.featureStore();
    return source.url() == null
        ? new UserHistorySource(jdbc, tokens)
        : new HttpSource(
            UserHistorySource.NAME,
            source,
            event -> "/customers/" + encode(event.actor().userId(), UTF_8) + "/features",
            json);
  }

  @Bean
  EnrichmentSource merchantProfile(
      EnrichmentProperties properties, JdbcClient jdbc, ObjectMapper json) {
    var source = properties.merchantProfile();
    return source.url() == null
        ? new MerchantProfileSource(jdbc)
        : new HttpSource(
            MerchantProfileSource.NAME,
            source,
            event -> {
              var merchant = event.actor().merchantId();
              return merchant == null ? null : "/merchants/" + encode(merchant, UTF_8);
            },
            json);
  }

  @Bean
  EnrichmentSource explanation(EnrichmentProperties properties, ObjectMapper json) {
    var source = properties.explanation();
    return source.url() == null
        ? new ExplanationSource()
        : new HttpSource(
            ExplanationSource.NAME,
            source,
            event -> "/explanations/" + encode(event.context().featuresetId(), UTF_8),
            json);
  }
}

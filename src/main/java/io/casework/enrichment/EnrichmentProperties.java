package io.casework.enrichment;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the sources live; without an address a source answers from the events seen here.
 *
 * @param featureStore user history and velocity: {@code GET <url>/customers/<user_id>/features}
 * @param merchantProfile {@code GET <url>/merchants/<merchant_id>}
 * @param explanation {@code GET <url>/explanations/<featureset_id>}
 */
@ConfigurationProperties(prefix = "casework.enrichment", ignoreUnknownFields = false)
record EnrichmentProperties(
    @DefaultValue Source featureStore,
    @DefaultValue Source merchantProfile,
    @DefaultValue Source explanation) {

  /**
   * One source over HTTP.
   *
   * @param token bearer token, sent when set
   */
  record Source(
      @Nullable URI url,
      @Nullable String token,
      @DefaultValue("PT0.5S") Duration connectTimeout,
      @DefaultValue("PT2S") Duration readTimeout) {}
}

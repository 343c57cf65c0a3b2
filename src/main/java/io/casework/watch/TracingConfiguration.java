package io.casework.watch;

import io.micrometer.common.KeyValues;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.tracing.SpanExporters;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** Spans are made where they are collected, and say nothing personal. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

  @Bean
  SpanExporters bareSpanExporters(ObjectProvider<SpanExporter> exporters) {
    return SpanExporters.of(exporters.orderedStream().<SpanExporter>map(BareSpans::new).toList());
  }

  @Bean
  Sampler sampler(SpanExporters exporters, TracingProperties properties) {
    return exporters.list().isEmpty()
        ? Sampler.alwaysOff()
        : Sampler.parentBased(Sampler.traceIdRatioBased(properties.getSampling().getProbability()));
  }

  /** Addresses name customers: the pattern of an address must do. */
  @Bean
  ServerRequestObservationConvention addressesByPattern() {
    return new DefaultServerRequestObservationConvention() {
      @Override
      public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
      }
    };
  }
}

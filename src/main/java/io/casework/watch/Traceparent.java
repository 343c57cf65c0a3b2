package io.casework.watch;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The line that carries a trace: {@code 00-<trace>-<span>-<flags>}; what is none is ignored. */
final class Traceparent {

  /** What older clients of Azure call it. */
  private static final String DIAGNOSTIC_ID = "Diagnostic-Id";

  private static final TextMapGetter<String> LINE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String line) {
          return List.of(Traces.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String line, String key) {
          return key.equals(Traces.TRACEPARENT) ? line : null;
        }
      };

  private Traceparent() {}

  /** The trace that a message names, as a context; empty when it names none. */
  static Context in(Map<String, Object> properties) {
    var context = context(properties.get(Traces.TRACEPARENT));
    return Span.fromContext(context).getSpanContext().isValid()
        ? context
        : context(properties.get(DIAGNOSTIC_ID));
  }

  static Context context(@Nullable Object line) {
    return line instanceof String text
        ? W3CTraceContextPropagator.getInstance().extract(Context.root(), text, LINE)
        : Context.root();
  }

  static @Nullable String of(SpanContext span) {
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }
}

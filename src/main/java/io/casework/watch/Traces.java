package io.casework.watch;

import io.casework.core.CaseId;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.tracing.SpanExporters;
import org.springframework.stereotype.Component;

/**
 * One trace from the producer's message to the label, over queues, jobs and people.
 *
 * <p>Between two transactions a trace is a line of text, {@code traceparent} of W3C: messages carry
 * it as an application property, a case keeps it. Where nobody collects spans, none are made, and
 * the line that came is kept as it came.
 */
@Component
public class Traces {

  /** The application property that carries the trace. */
  public static final String TRACEPARENT = "traceparent";

  private static final ContextKey<Boolean> AT_WORK = ContextKey.named("casework-work");

  private final Tracer tracer;
  private final boolean on;

  Traces(OpenTelemetry telemetry, SpanExporters exporters) {
    this.tracer = telemetry.getTracer("io.casework");
    this.on = !exporters.list().isEmpty();
  }

  /** Whether anybody collects spans. */
  public boolean on() {
    return on;
  }

  /** The trace of this thread's work, for whoever does the next step of it. */
  public @Nullable String current() {
    return Traceparent.of(Span.current().getSpanContext());
  }

  /** The id of that trace, 32 hexadecimal digits. */
  public Optional<String> currentId() {
    var span = Span.current().getSpanContext();
    return span.isValid() ? Optional.of(span.getTraceId()) : Optional.empty();
  }

  /** The properties of a message with the trace of this thread's work. */
  public Map<String, Object> stamped(Map<String, Object> properties) {
    var current = current();
    if (current == null) {
      return properties;
    }
    var stamped = new HashMap<>(properties);
    stamped.putIfAbsent(TRACEPARENT, current);
    return stamped;
  }

  /** Handles a message as a part of the trace that its properties name. */
  public void received(
      String entity, Map<String, Object> properties, long delivery, Runnable work) {
    var came = Traceparent.in(properties).with(AT_WORK, true);
    if (!on) {
      came.wrap(work).run();
      return;
    }
    var span =
        tracer
            .spanBuilder(entity + " process")
            .setParent(came)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "servicebus")
            .setAttribute("messaging.destination.name", entity)
            .setAttribute("messaging.message.delivery_count", delivery)
            .startSpan();
    try {
      came.with(span).wrap(work).run();
    } catch (RuntimeException | Error e) {
      failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  /**
   * Does a step of a case as a part of the case's trace. When a person's request does it, the two
   * traces point at each other.
   *
   * @param traceparent of the case; null starts a trace
   */
  public <T> T step(String name, CaseId caseId, @Nullable String traceparent, Callable<T> work)
      throws Exception {
    var here = Context.current();
    var span = step(name, Traceparent.context(traceparent), here);
    span.setAttribute("case_id", caseId.value());
    try {
      return here.with(span).with(AT_WORK, true).wrap(work).call();
    } catch (Exception | Error e) {
      failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private Span step(String name, Context ofCase, Context here) {
    var kept = Span.fromContext(ofCase).getSpanContext();
    var current = Span.fromContext(here).getSpanContext();
    if (current.isValid() && current.getTraceId().equals(kept.getTraceId())) {
      return tracer.spanBuilder(name).setParent(here).startSpan();
    }
    var span = tracer.spanBuilder(name).setParent(ofCase);
    // Steps of several cases share a transaction: then the thread's work is another case's.
    if (current.isValid() && here.get(AT_WORK) == null) {
      span.addLink(current);
      if (kept.isValid()) {
        Span.fromContext(here).addLink(kept);
      }
    }
    return span.startSpan();
  }

  /** Lets another thread do the work in this thread's trace. */
  public <T> Supplier<T> carrying(Supplier<T> work) {
    return Context.current().wrapSupplier(work);
  }

  // Never the message of an exception: it may quote what was read.
  private static void failed(Span span, Throwable e) {
    span.setStatus(StatusCode.ERROR).setAttribute("error.type", e.getClass().getName());
  }
}

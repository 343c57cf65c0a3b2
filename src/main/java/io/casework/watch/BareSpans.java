package io.casework.watch;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets only those attributes out that are known to name nobody; texts of exceptions, which may
 * quote what was read, stay here whoever recorded them.
 */
final class BareSpans implements SpanExporter {

  private static final Set<String> KNOWN =
      Set.of(
          "method",
          "uri",
          "status",
          "outcome",
          "exception",
          "error.type",
          "case_id",
          "messaging.system",
          "messaging.destination.name",
          "messaging.message.delivery_count");

  private final SpanExporter exporter;

  BareSpans(SpanExporter exporter) {
    this.exporter = exporter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans.stream().<SpanData>map(Bare::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Bare extends DelegatingSpanData {

    private final Attributes attributes;
    private final StatusData status;

    Bare(SpanData span) {
      super(span);
      this.attributes = span.getAttributes().toBuilder().removeIf(Bare::isUnknown).build();
      this.status = StatusData.create(span.getStatus().getStatusCode(), "");
    }

    private static boolean isUnknown(AttributeKey<?> key) {
      return !KNOWN.contains(key.getKey());
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public List<EventData> getEvents() {
      return List.of();
    }

    @Override
    public StatusData getStatus() {
      return status;
    }

    @Override
    public int getTotalAttributeCount() {
      return attributes.size();
    }

    @Override
    public int getTotalRecordedEvents() {
      return 0;
    }
  }
}

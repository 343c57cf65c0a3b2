package io.casework.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Utc;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The call for retraining, once for each threshold that the number of labels crosses. */
@Component
@Transactional
public class Retraining {

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final FeedbackProperties properties;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  Retraining(
      JdbcClient jdbc,
      Outbox outbox,
      ObjectMapper json,
      FeedbackProperties properties,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.json = json;
    this.properties = properties;
    this.facts = facts;
    this.clock = clock;
  }

  /** Whether the number of labels has crossed a threshold for which nobody has asked yet. */
  public boolean due() {
    return thresholdsCrossed(volume()) > thresholdsAsked();
  }

  /** Asks for retraining once for each threshold that was crossed. */
  public void ask() {
    var volume = volume();
    for (int number = thresholdsAsked() + 1; number <= thresholdsCrossed(volume); number++) {
      // The row first: of two that race, one waits here, fails and finds it done on its next try.
      jdbc.sql(
              """
              insert into retraining_trigger (threshold_number, labels, triggered_at)
              values (:number, :labels, :now)
              """)
          .param("number", number)
          .param("labels", volume)
          .param("now", Utc.of(clock.instant()))
          .update();
      outbox.send(call(number, volume));
      facts.publishEvent(
          new OperationsEvent(
              "retraining_requested",
              null,
              CaseEvent.SYSTEM,
              Map.of("threshold_number", number, "labels", volume)));
    }
  }

  private OutgoingMessage call(int number, long volume) {
    var key = "retraining:" + number;
    var body = new LinkedHashMap<String, Object>();
    body.put("trigger_id", key);
    body.put("reason", "label_volume");
    body.put("labels", volume);
    body.put("threshold", properties.labelVolumeThreshold());
    return new OutgoingMessage(Destination.RETRAINING, key, write(body), Map.of(), null);
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long volume() {
    return jdbc.sql(
            "select count(*) from label where label_source = 'analyst' and label is not null")
        .query(Long.class)
        .single();
  }

  private int thresholdsCrossed(long volume) {
    return (int) (volume / properties.labelVolumeThreshold());
  }

  private int thresholdsAsked() {
    return jdbc.sql("select coalesce(max(threshold_number), 0) from retraining_trigger")
        .query(Integer.class)
        .single();
  }
}

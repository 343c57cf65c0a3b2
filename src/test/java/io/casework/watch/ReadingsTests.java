package io.casework.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.core.Measure;
import io.casework.core.Measured;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTests {

  private static final Measure.Meaning WAITING =
      new Measure.Meaning("casework.test.waiting", null, "what waits");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Room room = new Room();
  private final Readings readings =
      new Readings(List.of(room), meters, new WatchProperties(Duration.ofSeconds(15)));

  @Test
  void aLookAtTheNumbersAsksNobody() {
    room.answer = List.of(WAITING.is(3));
    readings.take();
    room.answer = List.of(WAITING.is(4));

    assertThat(waiting()).isEqualTo(3);
    assertThat(waiting()).isEqualTo(3);
    assertThat(room.asked).isEqualTo(1);
  }

  @Test
  void whatIsGoneIsNotShownAnyMore() {
    room.answer =
        List.of(WAITING.is(3, Map.of("entity", "a")), WAITING.is(1, Map.of("entity", "b")));
    readings.take();
    room.answer = List.of(WAITING.is(2, Map.of("entity", "a")));
    readings.take();

    assertThat(meters.find("casework.test.waiting").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(2));
  }

  @Test
  void aRoomThatCannotAnswerKeepsItsNumbersAndIsCounted() {
    room.answer = List.of(WAITING.is(3));
    readings.take();
    room.answer = null;
    readings.take();

    assertThat(waiting()).isEqualTo(3);
    assertThat(meters.get("casework.readings.failed").counter().count()).isEqualTo(1);
  }

  private double waiting() {
    return meters.get("casework.test.waiting").gauge().value();
  }

  private static final class Room implements Measured {

    private List<Measure> answer = List.of();
    private int asked;

    @Override
    public List<Measure> measure() {
      asked++;
      if (answer == null) {
        throw new IllegalStateException("the database is away");
      }
      return answer;
    }
  }
}

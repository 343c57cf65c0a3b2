package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalMeterTests {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:10Z");

  private final RefusalMeter meter = new RefusalMeter();

  @Test
  void afterTheFirstOfAnAddressTheOthersAreOnlyCounted() {
    meter.ended(NOON);

    var single = IntStream.range(0, 50).filter(i -> meter.single("192.0.2.1")).count();

    assertThat(single).isEqualTo(RefusalMeter.ONE_BY_ONE);
    assertThat(meter.single("192.0.2.2")).isTrue();
    assertThat(meter.ended(NOON.plusSeconds(60)).counts()).containsOnly(entry("192.0.2.1", 30));
  }

  @Test
  void aMinuteThatGoesOnLeavesNothing() {
    meter.ended(NOON);
    IntStream.range(0, 50).forEach(i -> meter.single("192.0.2.1"));

    assertThat(meter.ended(NOON.plusSeconds(49)).counts()).isEmpty();
    assertThat(meter.ended(NOON.plusSeconds(50)).minute())
        .isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
  }

  @Test
  void strangersFromEverywhereShareOneCount() {
    meter.ended(NOON);

    var single = IntStream.range(0, 5000).filter(i -> meter.single("2001:db8::" + i)).count();

    assertThat(single).isEqualTo(RefusalMeter.MOST_ADDRESSES + RefusalMeter.ONE_BY_ONE);
    assertThat(meter.next(NOON).counts()).containsOnlyKeys(RefusalMeter.OTHERS);
  }

  private static Map.Entry<String, Integer> entry(String address, int count) {
    return Map.entry(address, count);
  }
}

package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.MovingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An installation starts only when everybody whom the matrix names can be reached. */
class NotificationRelaysTests {

  @Test
  void whatIsNotConfiguredStopsTheStartAndAllOfItIsNamed() {
    assertThatThrownBy(() -> start(false, Set.of(), "slack:known", "slack:typo", "fax:soc"))
        .hasMessageContaining("fax:soc, slack:typo;")
        .hasMessageContaining("casework.notification.not-used");
  }

  @Test
  void whatIsNotUsedNeedsNoConfiguration() {
    assertThatCode(
            () -> start(false, Set.of("fax", "slack:typo"), "slack:known", "slack:typo", "fax:soc"))
        .doesNotThrowAnyException();
  }

  @Test
  void aDryRunNeedsChannelsButNoAddresses() {
    assertThatCode(() -> start(true, Set.of(), "slack:known", "slack:typo"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> start(true, Set.of(), "fax:soc")).hasMessageContaining("fax:soc");
  }

  private static void start(boolean dryRun, Set<String> notUsed, String... named) {
    var properties =
        new NotificationProperties(
            dryRun,
            Path.of("target"),
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            notUsed,
            false,
            NotifierContract.NO_SLACK,
            NotifierContract.NO_TEAMS,
            NotifierContract.NO_EMAIL,
            Map.of());
    var matrix =
        new NotificationMatrix() {
          @Override
          public Recipients choose(String kind, @Nullable String urgency, String addressedTo) {
            return new Recipients(List.of(), List.of());
          }

          @Override
          public Set<String> named() {
            return Set.of(named);
          }
        };
    var relays =
        new NotificationRelays(
            List.of(new OneName("slack"), new OneName("email")),
            mock(Deliveries.class),
            mock(Takeover.class),
            new Addressing(matrix, properties),
            new NotificationBells(),
            properties,
            new ObjectMapper(),
            new MovingClock());
    relays.start();
    relays.stop();
  }

  private record OneName(String channel) implements Notifier {

    @Override
    public boolean knows(String name) {
      return name.equals("known");
    }

    @Override
    public Posting prepare(Delivery delivery) {
      throw new Unfit("");
    }

    @Override
    public Outcome send(Posting posting) {
      return Outcome.DELIVERED;
    }
  }
}

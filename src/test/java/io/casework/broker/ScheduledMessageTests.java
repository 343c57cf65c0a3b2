package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledMessageTests {

  @TempDir static Path directory;
  static TestBus bus;
  static Duration ahead = Duration.ZERO;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            queue("due"),
            queue("several"),
            queue("cancelled"),
            queue("by-property"),
            queue("forwarding", "\"ForwardTo\": \"end\""),
            queue("end"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static OffsetDateTime in(Duration delay) {
    return OffsetDateTime.now().plus(ahead).plus(delay);
  }

  private static void pass(Duration time) {
    bus.faults().advanceClock(time);
    ahead = ahead.plus(time);
  }

  @Test
  void messageComesWhenItIsDue() {
    ServiceBusSenderClient sender = bus.sender("due");
    ServiceBusReceiverClient receiver = bus.receiver("due");

    long number = sender.scheduleMessage(new ServiceBusMessage("later"), in(Duration.ofMinutes(5)));
    bus.send("due", "now");
    ServiceBusReceivedMessage waiting = receiver.peekMessage(number);
    EntityCounts before = bus.counts("due");
    pass(Duration.ofMinutes(6));
    List<ServiceBusReceivedMessage> received = List.of(one(receiver), one(receiver));

    assertThat(waiting.getState()).isEqualTo(ServiceBusMessageState.SCHEDULED);
    assertThat(before).isEqualTo(new EntityCounts(1, 0, 0, 1, 0, 0));
    assertThat(received)
        .extracting(message -> message.getBody().toString())
        .containsExactly("now", "later");
    // a message that becomes due stands at the end of the queue, under a new number
    assertThat(received.get(1).getSequenceNumber())
        .isGreaterThan(received.get(0).getSequenceNumber());
    assertThat(received.get(1).getEnqueuedSequenceNumber()).isEqualTo(number);
  }

  @Test
  void severalMessagesAreScheduledTogether() {
    Iterable<Long> numbers =
        bus.sender("several")
            .scheduleMessages(
                List.of(new ServiceBusMessage("a"), new ServiceBusMessage("b")),
                in(Duration.ofMinutes(5)));

    pass(Duration.ofMinutes(6));

    assertThat(StreamSupport.stream(numbers.spliterator(), false)).hasSize(2).doesNotContain(0L);
    assertThat(bus.drain("several")).containsExactly("a", "b");
  }

  @Test
  void cancelledMessageNeverComes() {
    ServiceBusSenderClient sender = bus.sender("cancelled");
    long number = sender.scheduleMessage(new ServiceBusMessage("never"), in(Duration.ofMinutes(5)));

    sender.cancelScheduledMessage(number);
    pass(Duration.ofMinutes(6));

    assertThat(bus.counts("cancelled")).isEqualTo(new EntityCounts(0, 0, 0, 0, 0, 0));
  }

  @Test
  void propertyOfAnOrdinarySendSchedulesToo() {
    bus.sender("by-property")
        .sendMessage(new ServiceBusMessage("p").setScheduledEnqueueTime(in(Duration.ofMinutes(5))));
    int before = bus.counts("by-property").scheduled();

    pass(Duration.ofMinutes(6));

    assertThat(before).isEqualTo(1);
    assertThat(bus.counts("by-property").active()).isEqualTo(1);
  }

  @Test
  void scheduledMessageIsForwardedWhenItIsDue() {
    bus.sender("forwarding").scheduleMessage(new ServiceBusMessage("f"), in(Duration.ofMinutes(5)));
    int before = bus.counts("end").active();

    pass(Duration.ofMinutes(6));

    assertThat(before).isZero();
    assertThat(bus.counts("end").active()).isEqualTo(1);
  }
}

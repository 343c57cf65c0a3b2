package io.casework.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.amqp.implementation.RetryUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The SDK's own retries work with the delays that we set. */
class BusConfigurationTests {

  @Test
  void aSendThatFailedOnceIsTriedAgain() {
    var options =
        BusConfiguration.retry(
            new BusProperties(null, null, 0, null, false, Duration.ofSeconds(10)));
    var tries = new AtomicInteger();

    var sent =
        RetryUtil.withRetry(
                Mono.fromCallable(
                    () -> {
                      if (tries.incrementAndGet() == 1) {
                        throw new AmqpException(
                            true, "connection reset", new AmqpErrorContext("bus"));
                      }
                      return "sent";
                    }),
                options,
                "no answer")
            .block(Duration.ofSeconds(30));

    assertThat(sent).isEqualTo("sent");
    assertThat(tries).hasValue(2);
  }
}

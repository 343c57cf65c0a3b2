package io.casework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on its embedded defaults: broker, H2 on disk, engine, web; any ports, a
 * folder of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "casework.installation.demo-password=" + TestDesk.PASSWORD,
      "casework.bus.broker-port=0",
      "casework.feedback.label-volume-threshold=1000000",
      "management.server.port=0",
      "casework.invariants.every=P1D",
      "camunda.bpm.job-execution.wait-time-in-millis=100",
      "camunda.bpm.job-execution.max-wait=500",
      "casework.notification.poll-interval=PT0.1S",
      "casework.deadletters.settle-every=PT1S"
    })
@Import(TestDesk.class)
@ContextConfiguration(initializers = TestFolder.class)
@ExtendWith({TestClockReset.class, EngineOfTheContext.class})
public @interface CaseworkTest {}

package io.casework;

import io.casework.commands.Commands;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Fraud case management: the main method and the clock. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CaseworkApplication {

  static {
    // So that CASEWORK_DATA may be a plain relative path, as everywhere else.
    System.setProperty("h2.implicitRelativePath", "true");
  }

  /** With a command it is the operator's tool; without one it serves. */
  public static void main(String[] args) {
    // A word that is no option is meant as a command, also when it is mistyped.
    if (args.length > 0 && (!args[0].startsWith("-") || Commands.knows(args[0]))) {
      System.exit(Commands.run(args));
    }
    SpringApplication.run(CaseworkApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}

package io.casework;

import io.casework.commands.Commands;
import java.time.Clock;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.mustache.MustacheAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Fraud case management: the main method and the clock. */
// Mustache writes the pages of bundles; there are no web pages of it.
@SpringBootApplication(exclude = MustacheAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class CaseworkApplication {

  private static final String SDK_THREADS = "reactor.schedulers.defaultBoundedElasticSize";

  static {
    // So that CASEWORK_DATA may be a plain relative path, as everywhere else.
    System.setProperty("h2.implicitRelativePath", "true");
    // The engine keeps its due times without a zone: in a zone whose clocks change, an hour would
    // be
    // there twice.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // The SDK hands messages over on threads of one pool, ten per processor: too few on a small
    // machine for all messages that our listeners may have in hand at once.
    if (System.getProperty(SDK_THREADS) == null) {
      System.setProperty(SDK_THREADS, "128");
    }
  }

  /** With a command it is the operator's tool; without one it serves. */
  public static void main(String[] args) {
    // A word that is no option is meant as a command, also when it is mistyped.
    if (args.length > 0 && (!args[0].startsWith("-") || Commands.knows(args[0]))) {
      System.exit(Commands.runAlone(args));
    }
    SpringApplication.run(CaseworkApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}

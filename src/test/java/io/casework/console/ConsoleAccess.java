package io.casework.console;

import org.springframework.context.ApplicationContext;

/** Tells the Tasklist plugin, which has one way to our beans, which of several applications. */
public final class ConsoleAccess {

  private ConsoleAccess() {}

  public static void use(ApplicationContext context) {
    SpringContext.current = context;
  }
}

package io.casework.console;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** The way from classes that the web applications make to our beans. */
@Component
final class SpringContext {

  static volatile @Nullable ApplicationContext current;

  SpringContext(ApplicationContext context) {
    current = context;
  }
}

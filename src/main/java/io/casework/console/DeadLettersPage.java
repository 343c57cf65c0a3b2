package io.casework.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of refused messages at {@code /dead-letters}; its files lie in {@code static}. */
@Configuration(proxyBeanMethods = false)
class DeadLettersPage implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/dead-letters").setViewName("forward:/dead-letters/index.html");
    registry.addViewController("/dead-letters/").setViewName("forward:/dead-letters/index.html");
  }
}

package io.casework.decision.rules;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The leads' page at {@code /rules}; its files lie in {@code static/rules}. */
@Configuration(proxyBeanMethods = false)
class RulesPage implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/rules").setViewName("forward:/rules/index.html");
    registry.addViewController("/rules/").setViewName("forward:/rules/index.html");
  }
}

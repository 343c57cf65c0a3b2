package io.casework.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The auditors' page at {@code /audit}; its files lie in {@code static/audit}. */
@Configuration(proxyBeanMethods = false)
class AuditPage implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/audit").setViewName("forward:/audit/index.html");
    registry.addViewController("/audit/").setViewName("forward:/audit/index.html");
  }
}

package io.casework.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The queue of alerts at {@code /alerts}, one of them at {@code /alerts/<id>}. */
@Configuration(proxyBeanMethods = false)
class AlertsPage implements WebMvcConfigurer {

  private static final String PAGE = "forward:/alerts/index.html";

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/alerts").setViewName(PAGE);
    registry.addViewController("/alerts/").setViewName(PAGE);
    registry.addViewController("/alerts/{id:[0-9a-f]{8}-[0-9a-f-]{27}}").setViewName(PAGE);
  }
}

package io.casework.platform;

import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who calls is known before anybody is refused: Jersey would put this filter behind security. */
@Configuration(proxyBeanMethods = false)
class RequestContextConfiguration {

  @Bean
  OrderedRequestContextFilter requestContextFilter() {
    return new OrderedRequestContextFilter();
  }
}

package io.casework.actions;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A system with an address is asked over HTTP, one without is simulated. */
@Configuration(proxyBeanMethods = false)
class ActionConfiguration {

  @Bean
  CoreBanking coreBanking(ActionProperties properties, Simulator simulator, ObjectMapper json) {
    return properties.coreBanking().url() == null
        ? new SimulatedCoreBanking(simulator)
        : new HttpCoreBanking(new HttpTarget("core banking", properties.coreBanking(), json));
  }

  @Bean
  Crm crm(ActionProperties properties, Simulator simulator, ObjectMapper json) {
    return properties.crm().url() == null
        ? new SimulatedCrm(simulator)
        : new HttpCrm(new HttpTarget("CRM", properties.crm(), json));
  }

  @Bean
  Ticketing ticketing(ActionProperties properties, Simulator simulator, ObjectMapper json) {
    return properties.ticketing().url() == null
        ? new SimulatedTicketing(simulator)
        : new HttpTicketing(new HttpTarget("ticketing", properties.ticketing(), json));
  }
}

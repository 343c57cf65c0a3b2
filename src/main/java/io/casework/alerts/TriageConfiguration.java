package io.casework.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TriageConfiguration {

  @Bean
  AlertHashes alertHashes(ObjectMapper json, TriageProperties properties) {
    return new AlertHashes(json, properties.leftOut());
  }
}

package io.casework.cases;

import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.casework.core.CaseId;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the few words everyone uses look as JSON. */
@Configuration(proxyBeanMethods = false)
class CaseJson {

  @Bean
  Jackson2ObjectMapperBuilderCustomizer caseIdsAsText() {
    return json -> json.serializerByType(CaseId.class, ToStringSerializer.instance);
  }
}

package io.casework.platform;

import com.fasterxml.jackson.core.StreamReadConstraints;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** No request may fill the memory: what is longer is refused while it is read. */
@Configuration(proxyBeanMethods = false)
class JsonLimits {

  private static final long MAX_CHARACTERS = 4L * 1024 * 1024;

  @Bean
  Jackson2ObjectMapperBuilderCustomizer limits() {
    return builder ->
        builder.postConfigurer(
            json ->
                json.getFactory()
                    .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxDocumentLength(MAX_CHARACTERS).build()));
  }
}

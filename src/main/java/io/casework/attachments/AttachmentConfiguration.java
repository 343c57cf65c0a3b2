package io.casework.attachments;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

  @Bean
  Scanner attachmentScanner(AttachmentProperties properties) {
    var clamd = properties.clamd();
    if (clamd == null) {
      return bytes -> false;
    }
    var colon = clamd.lastIndexOf(':');
    return new ClamdScanner(
        clamd.substring(0, colon),
        Integer.parseInt(clamd.substring(colon + 1)),
        properties.clamdTimeout());
  }
}

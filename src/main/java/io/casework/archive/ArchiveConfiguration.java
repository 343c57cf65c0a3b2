package io.casework.archive;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArchiveConfiguration {

  @Bean
  Archive archive(ArchiveProperties properties) {
    return new FolderArchive(properties.folder());
  }
}

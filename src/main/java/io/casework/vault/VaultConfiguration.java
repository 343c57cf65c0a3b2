package io.casework.vault;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

  @Bean
  Signer signer(VaultProperties properties) {
    return FileSigner.in(properties.folder().resolve("signing-key.pem"));
  }

  @Bean
  MasterKey masterKey(VaultProperties properties) {
    return FileMasterKey.in(properties.folder().resolve("master-key.json"));
  }
}

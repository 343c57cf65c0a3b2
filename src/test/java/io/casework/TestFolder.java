package io.casework;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A data folder of its own for every application that a test starts. */
class TestFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var folder = Path.of("target", "test-data", UUID.randomUUID().toString()).toAbsolutePath();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test-folder", Map.of("casework.installation.data", folder.toString())));
  }
}

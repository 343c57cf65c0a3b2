package io.casework.vault;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where keys are.
 *
 * @param folder of the key files of an installation without a key vault
 */
@ConfigurationProperties(prefix = "casework.vault", ignoreUnknownFields = false)
record VaultProperties(Path folder) {}

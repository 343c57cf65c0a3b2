package io.casework.archive;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where evidence is kept.
 *
 * @param folder of the embedded archive
 */
@ConfigurationProperties(prefix = "casework.archive", ignoreUnknownFields = false)
record ArchiveProperties(Path folder) {}

package io.casework.decision.model;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which models score.
 *
 * @param enabled false: none; the other signals decide
 * @param directory models of this installation; the shipped ones where it has none
 */
@ConfigurationProperties(prefix = "casework.decision.model", ignoreUnknownFields = false)
record ModelProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("./data/models") Path directory) {}

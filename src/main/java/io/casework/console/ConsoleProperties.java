package io.casework.console;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What screens show.
 *
 * @param linkHosts hosts to which links in events may lead; {@code .example} stands for every host
 *     below it
 */
@ConfigurationProperties(prefix = "casework.console", ignoreUnknownFields = false)
record ConsoleProperties(@DefaultValue("decisions.example") Set<String> linkHosts) {}

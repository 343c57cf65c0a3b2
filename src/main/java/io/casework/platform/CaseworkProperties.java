package io.casework.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The installation as a whole.
 *
 * @param data database, broker store and everything else that is kept
 * @param demo whether to send a small stream of events to oneself after the start
 * @param demoPassword password of the first-run users; made up when absent
 * @param firstRunUsers whether to make users in an installation that has none
 */
@ConfigurationProperties(prefix = "casework.installation", ignoreUnknownFields = false)
public record CaseworkProperties(
    @DefaultValue("./data") Path data,
    @DefaultValue("false") boolean demo,
    @Nullable String demoPassword,
    @DefaultValue("true") boolean firstRunUsers) {}

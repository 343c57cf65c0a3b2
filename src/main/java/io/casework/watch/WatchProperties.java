package io.casework.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How closely the application watches itself.
 *
 * @param interval how old the numbers that come from the database may be
 */
@ConfigurationProperties(prefix = "casework.watch", ignoreUnknownFields = false)
record WatchProperties(@DefaultValue("PT15S") Duration interval) {}

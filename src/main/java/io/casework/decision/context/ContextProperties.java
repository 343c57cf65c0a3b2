package io.casework.decision.context;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param newCustomer how long a customer counts as new
 */
@ConfigurationProperties(prefix = "casework.decision.context", ignoreUnknownFields = false)
record ContextProperties(@DefaultValue("P30D") Duration newCustomer) {}

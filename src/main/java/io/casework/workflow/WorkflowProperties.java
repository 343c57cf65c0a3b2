package io.casework.workflow;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the process tells whom.
 *
 * @param publicUrl where people reach this application; links in messages begin with it
 * @param tellCustomer outcomes of which the customer hears
 * @param tellMerchant outcomes of which the merchant hears
 */
@ConfigurationProperties(prefix = "casework.workflow", ignoreUnknownFields = false)
record WorkflowProperties(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @DefaultValue("confirm_fraud") Set<String> tellCustomer,
    @DefaultValue("confirm_fraud") Set<String> tellMerchant) {}

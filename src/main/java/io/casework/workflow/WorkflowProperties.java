package io.casework.workflow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the process tells whom.
 *
 * @param publicUrl where people reach this application; links in messages begin with it
 */
@ConfigurationProperties(prefix = "casework.workflow", ignoreUnknownFields = false)
record WorkflowProperties(@DefaultValue("http://localhost:8080") String publicUrl) {}

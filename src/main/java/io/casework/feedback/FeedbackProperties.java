package io.casework.feedback;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the model has enough to learn from.
 *
 * @param labelVolumeThreshold every that many labels from analysts, retraining is asked for once
 */
@Validated
@ConfigurationProperties(prefix = "casework.feedback", ignoreUnknownFields = false)
record FeedbackProperties(@DefaultValue("500") @Min(1) int labelVolumeThreshold) {}

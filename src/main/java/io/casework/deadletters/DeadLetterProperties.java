package io.casework.deadletters;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How refused messages are kept and sent again.
 *
 * @param sampleDays days after which the body of a refused message is erased
 * @param mostAtOnce letters in one replay of many
 * @param settleEvery how often the broker's own dead letters are looked through for those that are
 *     done with
 */
@Validated
@ConfigurationProperties(prefix = "casework.deadletters", ignoreUnknownFields = false)
record DeadLetterProperties(
    @DefaultValue("90") @Min(1) int sampleDays,
    @DefaultValue("2000") @Min(1) @Max(20000) int mostAtOnce,
    @DefaultValue("PT10S") Duration settleEvery) {}

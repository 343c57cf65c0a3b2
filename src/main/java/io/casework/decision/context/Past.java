package io.casework.decision.context;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sender's payments before this one; amounts in the base currency.
 *
 * <p>The baseline (mean, deviation, maximum) is of 30 days and leaves out what was declined or
 * turned out to be fraud.
 *
 * @param windowCount in the velocity window
 * @param silent whether nothing was paid for more than seven days before that window
 * @param counts in 1, 7 and 30 days
 * @param sums in 1, 7 and 30 days
 * @param failed declined within 7 days
 * @param travelKmh how fast the customer would have had to travel; null when unknown
 */
public record Past(
    long windowCount,
    BigDecimal windowSum,
    long hourCount,
    boolean silent,
    double[] counts,
    double[] sums,
    long baselineCount,
    double mean,
    double deviation,
    double maximum,
    long failed,
    @Nullable Double travelKmh) {}

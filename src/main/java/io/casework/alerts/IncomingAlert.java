package io.casework.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as its source gave it, checked by {@link AlertReader}.
 *
 * @param source what kind of source it comes from: {@code email}, {@code csv}, {@code table},
 *     {@code api}
 * @param externalId what the source calls it: a message id, the id of a transaction
 * @param createdAt when the source made it
 * @param severityHint what the source thinks of it
 * @param riskScore the source's own score, 0 to 100
 * @param country ISO 3166, two letters
 * @param payload all that the source said, snake case
 */
public record IncomingAlert(
    String source,
    @Nullable String externalId,
    Instant createdAt,
    @Nullable Severity severityHint,
    @Nullable BigDecimal riskScore,
    @Nullable String country,
    @Nullable String customerId,
    @Nullable String subject,
    @Nullable String body,
    @Nullable BigDecimal amount,
    @Nullable String currency,
    ObjectNode payload) {}

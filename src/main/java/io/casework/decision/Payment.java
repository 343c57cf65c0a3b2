package io.casework.decision;

import io.casework.core.ScoredEvent.Geo;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment that wants a score.
 *
 * @param amount exact, in {@code currency}
 * @param amountBase the amount in the base currency, four digits after the point
 * @param metadata scalars that rules can ask for
 */
record Payment(
    String senderId,
    String receiverId,
    @Nullable String receiverName,
    BigDecimal amount,
    String currency,
    BigDecimal amountBase,
    @Nullable String channel,
    @Nullable String merchantCategory,
    @Nullable String merchantId,
    @Nullable String device,
    @Nullable String ip,
    @Nullable Geo geo,
    @Nullable String sessionId,
    boolean notePresent,
    Map<String, Object> metadata,
    @Nullable String externalId,
    @Nullable String traceId) {}

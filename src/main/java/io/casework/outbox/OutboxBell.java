package io.casework.outbox;

import io.casework.core.Bell;
import org.springframework.stereotype.Component;

/** Wakes the relay when something was left. */
@Component
class OutboxBell extends Bell {}

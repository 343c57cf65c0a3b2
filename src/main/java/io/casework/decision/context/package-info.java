/** What is known of customer, device and receiver when a payment arrives. */
@NullMarked
package io.casework.decision.context;

import org.jspecify.annotations.NullMarked;

/** Where alerts come from: one class that implements {@code AlertSource} for each kind of place. */
@NullMarked
package io.casework.alerts.sources;

import org.jspecify.annotations.NullMarked;

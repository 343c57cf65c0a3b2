/**
 * Asks every source what it knows about customer, merchant and score.
 *
 * <p>A new source is one class that implements {@link EnrichmentSource}. A source that is down
 * leaves a finding and stops nobody.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "vault"})
package io.casework.enrichment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Resolutions as labels for the model, and the call for retraining when there are enough. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "watch"})
package io.casework.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

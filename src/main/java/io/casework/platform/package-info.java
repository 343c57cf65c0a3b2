/**
 * Beans of library types: JSON, security, bus clients, health. Imports no room; no room imports it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.casework.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The learned model behind one interface: its features, its score, its explanation. */
@NullMarked
@NamedInterface("model")
package io.casework.decision.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

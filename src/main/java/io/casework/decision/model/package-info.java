/** The learned model behind one interface: its features, its score, its explanation. */
@NullMarked
package io.casework.decision.model;

import org.jspecify.annotations.NullMarked;

/** The rule language: conditions as JSON, compiled once; one class per operator. */
@NullMarked
package io.casework.decision.rules;

import org.jspecify.annotations.NullMarked;

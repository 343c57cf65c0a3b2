package io.casework.core;

import org.jspecify.annotations.Nullable;

/** The value of a fact that replaced another; nothing personal, as in all facts. */
public record Change(@Nullable Object before, @Nullable Object after) {}

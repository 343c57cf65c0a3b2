package io.casework.attachments;

import io.casework.core.Content;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in; nothing of it is trusted.
 *
 * @param name as the sender calls it
 * @param type as the sender calls it
 * @param sha256 of the file before it was sent, hex
 */
public record Upload(
    @Nullable String name,
    @Nullable String type,
    Content content,
    @Nullable String sha256,
    @Nullable String description) {}

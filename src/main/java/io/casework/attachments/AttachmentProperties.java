package io.casework.attachments;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much may be added to a case.
 *
 * @param maxFileSize of one file; {@code spring.servlet.multipart} has the same limit
 * @param maxFiles of one case
 * @param maxCaseSize of all files of one case
 * @param atOnce how many files are worked on in memory at the same time
 * @param clamd {@code host:port} of a ClamAV daemon; without one nothing is scanned
 * @param clamdTimeout how long it may take to answer; then the file is not accepted
 */
@Validated
@ConfigurationProperties(prefix = "casework.attachments", ignoreUnknownFields = false)
record AttachmentProperties(
    @NotNull @DefaultValue("20MB") DataSize maxFileSize,
    @Min(1) @DefaultValue("50") int maxFiles,
    @NotNull @DefaultValue("100MB") DataSize maxCaseSize,
    @Min(1) @DefaultValue("3") int atOnce,
    @Nullable @Pattern(regexp = "[A-Za-z0-9.-]+:[0-9]{1,5}") String clamd,
    @NotNull @DefaultValue("30s") Duration clamdTimeout) {}

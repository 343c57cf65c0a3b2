package io.casework.retention;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where payments come from, and whether cases are erased when their time is over.
 *
 * @param sweep look every day for cases whose time is over, and erase them
 * @param batch cases in a row before the sweep pauses for a moment
 * @param region of payments that do not say where they came from
 * @param otherRegion of countries that no region lists
 * @param regions countries (ISO 3166, two letters) by region
 */
@Validated
@ConfigurationProperties(prefix = "casework.retention", ignoreUnknownFields = false)
record RetentionProperties(
    @DefaultValue("true") boolean sweep,
    @DefaultValue("200") @Min(1) int batch,
    @DefaultValue("ZA") @NotBlank String region,
    @DefaultValue("OTHER") @NotBlank String otherRegion,
    @DefaultValue Map<String, Set<String>> regions) {

  String regionOf(@Nullable String country) {
    if (country == null || country.isBlank()) {
      return region;
    }
    var code = country.strip().toUpperCase(Locale.ROOT);
    return regions.entrySet().stream()
        .filter(entry -> entry.getValue().contains(code))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(otherRegion);
  }
}

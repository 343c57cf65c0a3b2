package io.casework.deadletters;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.flipkart.zjsonpatch.InvalidJsonPatchException;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import io.casework.core.Refused;

/** One change for many messages: a JSON patch (RFC 6902), numbers to the last digit. */
final class Patching {

  private static final int MOST_OPERATIONS = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Patching() {}

  /** Refuses what is no patch. */
  static void demandPatch(JsonNode patch) {
    if (!patch.isArray() || patch.isEmpty() || patch.size() > MOST_OPERATIONS) {
      throw Refused.field(
          "/patch", "must be an array of 1 to %d operations".formatted(MOST_OPERATIONS));
    }
    try {
      JsonPatch.validate(patch);
      // The library takes a path without its slash, and then fails at each body.
      patch.forEach(operation -> JsonPointer.compile(operation.path("path").asText()));
      patch.forEach(operation -> JsonPointer.compile(operation.path("from").asText()));
    } catch (InvalidJsonPatchException | IllegalArgumentException e) {
      throw Refused.field("/patch", "must be a JSON patch as in RFC 6902");
    }
  }

  /** The body after the patch; {@link Unfit} if it is no JSON, or has not what the patch needs. */
  static String apply(String patch, String body) {
    try {
      return JSON.writeValueAsString(JsonPatch.apply(JSON.readTree(patch), JSON.readTree(body)));
    } catch (JsonProcessingException e) {
      throw new Unfit("the body is no JSON that a patch could change");
    } catch (JsonPatchApplicationException | IllegalArgumentException e) {
      // Its text may quote the value.
      throw new Unfit("the patch does not fit the body");
    }
  }

  /** A body that a patch cannot be applied to; the message quotes nothing. */
  static final class Unfit extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message);
    }
  }
}

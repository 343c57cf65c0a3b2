package io.casework.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.casework.core.CaseId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whose event a body claims to be, however wrong the rest of it is. */
final class EventIds {

  private static final JsonFactory JSON = new JsonFactory();

  private EventIds() {}

  /** The first field {@code id} of the object, if that is a UUID. */
  static @Nullable String in(byte[] body) {
    try (var parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (name.equals("id")) {
          return value == JsonToken.VALUE_STRING ? new CaseId(parser.getText()).value() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}

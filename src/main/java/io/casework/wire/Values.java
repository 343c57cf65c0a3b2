package io.casework.wire;

import static io.casework.wire.Malformed.Kind.MEANING;
import static io.casework.wire.Malformed.Kind.SHAPE;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** What no schema can say of single values. */
final class Values {

  private Values() {}

  // Before the schema, which would compute with them: 1e1000000 costs memory once it is spelt out.
  static void checkNumbers(JsonNode node, String pointer) {
    if (node.isBigDecimal() || node.isBigInteger() || node.isDouble()) {
      var value = node.decimalValue();
      if (Math.abs((long) value.scale()) > 400 || value.precision() > 60) {
        throw new Malformed(SHAPE, pointer, "the number has too many digits");
      }
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  checkNumbers(
                      field.getValue(), pointer + JsonPointer.SEPARATOR + escape(field.getKey())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkNumbers(node.get(i), pointer + JsonPointer.SEPARATOR + i);
    }
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  // PostgreSQL refuses NUL in text: accepted here, the message would come back for ever.
  static void checkText(JsonNode node, String pointer) {
    if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
      throw new Malformed(MEANING, pointer, "must not contain the NUL character");
    }
    node.properties()
        .forEach(
            field ->
                checkText(
                    field.getValue(), pointer + JsonPointer.SEPARATOR + escape(field.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkText(node.get(i), pointer + JsonPointer.SEPARATOR + i);
    }
  }
}

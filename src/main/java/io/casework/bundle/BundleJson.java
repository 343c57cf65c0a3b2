package io.casework.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as bundles have it: the same value gives the same bytes on every machine. */
final class BundleJson {

  /** For JSON Lines. */
  static final ObjectMapper LINE =
      JsonMapper.builder()
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** For people: one member a line, line feeds as line ends. */
  static final ObjectWriter PRETTY =
      LINE.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private BundleJson() {}

  /** The application's JSON, with the members of maps in an order of their own. */
  static ObjectMapper from(ObjectMapper application) {
    var json = application.copy();
    json.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    json.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    return json;
  }
}

package io.casework.decision;

import io.casework.wire.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads bodies of one kind strictly, and never more of them than allowed. */
final class Requests<T> {

  private static final int MAX_BYTES = 256 * 1024;

  private final StrictJson json;
  private final Class<T> type;

  /**
   * @param schema name of the schema, without version
   */
  Requests(String schema, Class<T> type) {
    this.json = new StrictJson("/schema/" + schema + ".v1.schema.json", MAX_BYTES);
    this.type = type;
  }

  /**
   * @throws io.casework.wire.Malformed if it is none
   */
  T read(HttpServletRequest request) throws IOException {
    var tree = json.parse(RequestBytes.of(request, MAX_BYTES));
    json.check(tree);
    return json.bind(tree, type);
  }
}

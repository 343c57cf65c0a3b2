package io.casework.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads bodies of one kind strictly, and never more of them than allowed. */
public final class Requests<T> {

  private static final int MAX_BYTES = 256 * 1024;

  private final StrictJson json;
  private final Class<T> type;

  /**
   * @param schema name of the schema, without version
   */
  public Requests(String schema, Class<T> type) {
    this.json = new StrictJson("/schema/" + schema + ".v1.schema.json", MAX_BYTES);
    this.type = type;
  }

  /**
   * @throws Malformed if it is none
   */
  public T read(HttpServletRequest request) throws IOException {
    var tree = json.parse(RequestBytes.of(request, MAX_BYTES));
    json.check(tree);
    return json.bind(tree, type);
  }
}

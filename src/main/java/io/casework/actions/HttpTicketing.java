package io.casework.actions;

import java.util.Map;

/** Ticketing over HTTP: {@code POST <url>/tickets}, answered with {@code {"id": …}}. */
class HttpTicketing implements Ticketing {

  private static final int MAX_NUMBER = 120;

  private final HttpTarget http;

  HttpTicketing(HttpTarget http) {
    this.http = http;
  }

  @Override
  public String target() {
    return http.name();
  }

  @Override
  public String open(Order order) {
    var id =
        http.post("/tickets", order, Map.of("customer_id", order.customerId(), "team", "ops"))
            .path("id")
            .asText();
    if (id.isBlank() || id.length() > MAX_NUMBER) {
      throw TargetFailure.refused(target(), "an answer without the ticket's id");
    }
    return id;
  }
}

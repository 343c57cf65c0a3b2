package io.casework.actions;

import static io.casework.actions.HttpTarget.encode;

import java.util.Map;

/** The CRM over HTTP: {@code POST <url>/customers/<customer>/watch} and {@code …/notes}. */
class HttpCrm implements Crm {

  private final HttpTarget http;

  HttpCrm(HttpTarget http) {
    this.http = http;
  }

  @Override
  public String target() {
    return http.name();
  }

  @Override
  public void watch(Order order) {
    http.post("/customers/" + encode(order.customerId()) + "/watch", order, Map.of());
  }

  @Override
  public void note(Order order) {
    http.post("/customers/" + encode(order.customerId()) + "/notes", order, Map.of());
  }
}

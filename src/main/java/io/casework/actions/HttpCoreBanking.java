package io.casework.actions;

import static io.casework.actions.HttpTarget.encode;

import java.util.Map;

/**
 * Core banking over HTTP: {@code POST <url>/accounts/<customer>/lock}, {@code …/unlock}, {@code
 * …/second-factor} and {@code …/second-factor/waive}.
 */
class HttpCoreBanking implements CoreBanking {

  private final HttpTarget http;

  HttpCoreBanking(HttpTarget http) {
    this.http = http;
  }

  @Override
  public String target() {
    return http.name();
  }

  @Override
  public void lock(Order order) {
    http.post(account(order) + "/lock", order, Map.of());
  }

  @Override
  public void unlock(Order order, String lockKey) {
    http.post(account(order) + "/unlock", order, Map.of("undoes", lockKey));
  }

  @Override
  public void requireSecondFactor(Order order) {
    http.post(account(order) + "/second-factor", order, Map.of());
  }

  @Override
  public void waiveSecondFactor(Order order, String demandKey) {
    http.post(account(order) + "/second-factor/waive", order, Map.of("undoes", demandKey));
  }

  private static String account(Order order) {
    return "/accounts/" + encode(order.customerId());
  }
}

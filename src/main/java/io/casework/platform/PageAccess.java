package io.casework.platform;

import static io.casework.platform.Doors.also;
import static io.casework.platform.Doors.path;
import static io.casework.platform.Doors.stateless;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Who may open which page. */
@Configuration(proxyBeanMethods = false)
class PageAccess {

  /** The leads' page about rules: the same password as the API, and scripts of our own alone. */
  @Bean
  @Order(4)
  SecurityFilterChain rulesPageAccess(HttpSecurity http, AuthenticationProvider users)
      throws Exception {
    return page(http, users, "/rules", Doors.READERS_OF_RULES);
  }

  /** The auditors' page about the trail; nothing on it changes anything. */
  @Bean
  @Order(4)
  SecurityFilterChain auditPageAccess(HttpSecurity http, AuthenticationProvider users)
      throws Exception {
    return page(http, users, "/audit", "auditors");
  }

  /** The page on which refused messages are mended and approved. */
  @Bean
  @Order(4)
  SecurityFilterChain deadLettersPageAccess(HttpSecurity http, AuthenticationProvider users)
      throws Exception {
    return page(http, users, "/dead-letters", also(Doors.APPROVERS_OF_MESSAGES, "auditors"));
  }

  /** The queue of alerts; operations see from it how triage does. */
  @Bean
  @Order(4)
  SecurityFilterChain alertsPageAccess(HttpSecurity http, AuthenticationProvider users)
      throws Exception {
    return page(http, users, "/alerts", also(Doors.REVIEWERS, "auditors", "ops"));
  }

  private static SecurityFilterChain page(
      HttpSecurity http, AuthenticationProvider users, String address, String... groups)
      throws Exception {
    return stateless(
            http.securityMatcher(new OrRequestMatcher(path(address), path(address + "/**"))), users)
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy ->
                        policy.policyDirectives(
                            "default-src 'self'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'none'; object-src 'none'")))
        .authorizeHttpRequests(
            requests ->
                requests
                    // What all pages look like.
                    .requestMatchers(
                        path("/rules/rules.css"),
                        path("/rules/elements.js"),
                        path("/rules/json.js"))
                    .authenticated()
                    .anyRequest()
                    .hasAnyRole(groups))
        .build();
  }

  /** What the interface looks like, for everyone who may use some of it. */
  @Bean
  @Order(5)
  SecurityFilterChain interfaceDescription(HttpSecurity http, AuthenticationProvider users)
      throws Exception {
    return stateless(
            http.securityMatcher(
                new OrRequestMatcher(
                    path("/docs"),
                    path("/docs/**"),
                    path("/swagger-ui/**"),
                    path("/redoc"),
                    path("/redoc/**"),
                    path("/webjars/redoc/**"))),
            users)
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy ->
                        policy.policyDirectives(
                            "default-src 'self'; style-src 'self' 'unsafe-inline';"
                                + " img-src 'self' data:; worker-src 'self' blob:;"
                                + " frame-ancestors 'none'; object-src 'none'")))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }
}

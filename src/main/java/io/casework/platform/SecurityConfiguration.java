package io.casework.platform;

import static io.casework.platform.Doors.also;
import static io.casework.platform.Doors.get;
import static io.casework.platform.Doors.path;
import static io.casework.platform.Doors.post;
import static io.casework.platform.Doors.put;
import static io.casework.platform.Doors.stateless;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may knock at which door, all in one place; {@link PageAccess} has the pages. What no chain
 * names is denied.
 *
 * <p>Matchers are path patterns: a plain string would be matched by Spring MVC, which does not know
 * the engine's servlets.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** The engine's own interface: only its administrators. */
  @Bean
  @Order(1)
  SecurityFilterChain engineRest(
      HttpSecurity http, AuthenticationProvider users, OncePerRequestFilter engineIdentity)
      throws Exception {
    return stateless(http.securityMatcher(path("/engine-rest/**")), users)
        .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("camunda-admin"))
        .addFilterBefore(new ExpressionBodyFilter(), AuthorizationFilter.class)
        .addFilterAfter(engineIdentity, AuthorizationFilter.class)
        .build();
  }

  /**
   * The web applications, which bring their own login, CSRF tokens and headers. The set-up endpoint
   * would let anybody become administrator of an installation without one (CVE-2026-77226).
   */
  @Bean
  @Order(2)
  SecurityFilterChain webApplications(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            new OrRequestMatcher(
                path("/"), path("/camunda/**"), path("/favicon.ico"), path("/cases/**")))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        path("/camunda/api/admin/setup/**"),
                        path("/camunda/app/admin/*/setup/**"),
                        path("/camunda/app/admin/setup/**"))
                    .denyAll()
                    .anyRequest()
                    .permitAll())
        .addFilterBefore(new TaskDoorFilter(), AuthorizationFilter.class)
        .addFilterBefore(new ExpressionBodyFilter(), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain api(
      HttpSecurity http, AuthenticationProvider users, OncePerRequestFilter engineIdentity)
      throws Exception {
    return stateless(
            http.securityMatcher(new OrRequestMatcher(path("/api/**"), path("/event"))), users)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        path("/api/v1/health"),
                        path("/api/v1/health/"),
                        get("/api/v1/alerts/health"))
                    .permitAll()
                    .requestMatchers(path("/api/v1/roster/**"))
                    .hasRole("fraud-leads")
                    .requestMatchers(path("/api/v1/labels"), path("/api/v1/training-set"))
                    .hasAnyRole("ml", "fraud-leads", "auditors")
                    .requestMatchers(path("/api/v1/audit/**"))
                    .hasRole("auditors")
                    .requestMatchers(
                        post("/api/v1/dead-letters/*/approve"),
                        post("/api/v1/dead-letters/*/return"),
                        post("/api/v1/dead-letters/replays/*/approve"),
                        post("/api/v1/dead-letters/replays/*/return"))
                    .hasAnyRole(Doors.APPROVERS_OF_MESSAGES)
                    .requestMatchers(get("/api/v1/dead-letters/**"))
                    .hasAnyRole(also(Doors.APPROVERS_OF_MESSAGES, "auditors"))
                    .requestMatchers(path("/api/v1/dead-letters/**"))
                    .hasRole("ops")
                    .requestMatchers(
                        path("/api/v1/ops/outbox/**"), path("/api/v1/ops/notifications/**"))
                    .hasAnyRole("ops", "fraud-leads")
                    .requestMatchers(path("/api/v1/ops/invariants"))
                    .hasAnyRole("ops", "auditors", "fraud-leads")
                    .requestMatchers(post("/api/v1/ops/backup"))
                    .hasAnyRole("ops", "camunda-admin")
                    .requestMatchers(path("/event"))
                    .hasRole("decision-services")
                    .requestMatchers(post("/api/v1/transactions/**"))
                    .hasRole("decision-services")
                    .requestMatchers(path("/api/v1/transactions/**"))
                    .hasAnyRole(
                        also(Doors.REVIEWERS, "decision-services", "quality", "auditors", "ml"))
                    .requestMatchers(path("/api/v1/profiles/**"))
                    .hasAnyRole("decision-services", "fraud-leads", "ops")
                    .requestMatchers(path("/api/v1/alerts/ingest"))
                    .hasRole("ops")
                    .requestMatchers(post("/api/v1/alerts/*/detach"))
                    .hasRole("fraud-leads")
                    .requestMatchers(
                        get("/api/v1/alerts/report"),
                        get("/api/v1/alerts/runs"),
                        get("/api/v1/alerts/files"))
                    .hasAnyRole("ops", "auditors", "fraud-leads")
                    .requestMatchers(
                        PathPatternRequestMatcher.withDefaults()
                            .matcher(HttpMethod.PATCH, "/api/v1/alerts/**"),
                        post("/api/v1/alerts/**"))
                    .hasAnyRole(Doors.REVIEWERS)
                    .requestMatchers(path("/api/v1/alerts/**"))
                    .hasAnyRole(also(Doors.REVIEWERS, "auditors"))
                    .requestMatchers(get("/api/v1/rules/**"))
                    .hasAnyRole(Doors.READERS_OF_RULES)
                    .requestMatchers(path("/api/v1/rules/**"))
                    .hasRole("fraud-leads")
                    .requestMatchers(path("/api/v1/models/**"))
                    .hasAnyRole("ml", "fraud-leads", "auditors")
                    .requestMatchers(path("/api/v1/actions/**"))
                    .hasAnyRole("fraud-leads", "senior-analysts", "ops", "auditors")
                    .requestMatchers(path("/api/v1/dashboard/**"))
                    .hasAnyRole("fraud-leads", "ops", "auditors")
                    .requestMatchers(
                        path("/api/v1/cases/*/bundle"), path("/api/v1/cases/*/bundles/**"))
                    .hasAnyRole("auditors", "fraud-leads")
                    .requestMatchers(path("/api/v1/exports"))
                    .hasRole("auditors")
                    .requestMatchers(path("/api/v1/cases/*/reopen"))
                    .hasAnyRole("fraud-leads", "quality")
                    .requestMatchers(path("/api/v1/cases/*/assign"))
                    .hasAnyRole("fraud-leads", "senior-analysts")
                    .requestMatchers(path("/api/v1/cases/*/erasure/confirmation"))
                    .hasAnyRole("fraud-leads", "camunda-admin")
                    .requestMatchers(get("/api/v1/cases/*/holds"), get("/api/v1/cases/*/erasure"))
                    .hasAnyRole("fraud-leads", "auditors", "camunda-admin")
                    .requestMatchers(
                        path("/api/v1/cases/*/holds/**"), path("/api/v1/cases/*/erasure"))
                    .hasRole("fraud-leads")
                    .requestMatchers(post("/api/v1/cases/**"), put("/api/v1/cases/**"))
                    .hasAnyRole(Doors.REVIEWERS)
                    .requestMatchers(path("/api/v1/cases/**"))
                    .hasAnyRole(also(Doors.REVIEWERS, "quality", "auditors", "camunda-admin"))
                    .anyRequest()
                    .denyAll())
        .addFilterAfter(engineIdentity, AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(6)
  SecurityFilterChain health(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            new OrRequestMatcher(path("/health"), path("/error"), path("/actuator/**")))
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(7)
  SecurityFilterChain nothingElse(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll()).build();
  }

  /** A chain's filter is no servlet filter of its own. */
  @Bean
  FilterRegistrationBean<OncePerRequestFilter> engineIdentityOnlyInChains(
      OncePerRequestFilter engineIdentity) {
    var registration = new FilterRegistrationBean<>(engineIdentity);
    registration.setEnabled(false);
    return registration;
  }
}

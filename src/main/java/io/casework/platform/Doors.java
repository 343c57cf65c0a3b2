package io.casework.platform;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The words in which doors and their keys are described. */
final class Doors {

  static final String[] REVIEWERS = {
    "analysts", "kyc-analysts", "merchant-analysts", "senior-analysts", "fraud-leads"
  };

  static final String[] APPROVERS_OF_MESSAGES = {"ops", "fraud-leads"};

  static final String[] READERS_OF_RULES = {"fraud-leads", "auditors", "ml"};

  private Doors() {}

  static HttpSecurity stateless(HttpSecurity http, AuthenticationProvider users) throws Exception {
    var problems = new ProblemResponses();
    return http.authenticationProvider(users)
        .httpBasic(basic -> basic.authenticationEntryPoint(problems))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'"))
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  static String[] also(String[] groups, String... more) {
    return Stream.concat(Arrays.stream(groups), Arrays.stream(more)).toArray(String[]::new);
  }

  static RequestMatcher get(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern);
  }

  static RequestMatcher post(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, pattern);
  }

  static RequestMatcher put(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PUT, pattern);
  }

  static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }
}

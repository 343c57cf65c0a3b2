package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.casework.core.Caller;
import io.casework.core.Origin;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class RequestCallersTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final IdentityService identities = mock();
  private final RequestCallers callers = new RequestCallers(identities);
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  @AfterEach
  void nobodyCallsAnyMore() {
    RequestContextHolder.resetRequestAttributes();
    SecurityContextHolder.clearContext();
    Context.removeJobExecutorContext();
  }

  @Test
  void withoutARequestItIsTheSystemOrTheBusOrAJob() {
    assertThat(callers.current()).isEqualTo(Caller.SYSTEM);
    Origin.named("bus q", () -> assertThat(callers.current().from()).isEqualTo("bus q"));
    assertThat(callers.current()).isEqualTo(Caller.SYSTEM);

    Context.setJobExecutorContext(new JobExecutorContext());

    assertThat(callers.current().from()).isEqualTo("job");
  }

  @Test
  void whatACallerSaysOfTheirAddressIsNotBelieved() {
    call("/api/v1/cases");
    request.addHeader("X-Forwarded-For", "198.51.100.9");

    assertThat(callers.current().from()).isEqualTo("192.0.2.7 http");
  }

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, any-id-of-mine, " + TRACE,
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01, any-id-of-mine, any-id-of-mine",
    "nonsense, any-id-of-mine, any-id-of-mine",
    "nonsense, 'two words here',",
    "nonsense, short,"
  })
  void onlyWellFormedIdsFollowThePayment(String traceparent, String correlation, String wanted) {
    call("/api/v1/cases");
    request.addHeader("traceparent", traceparent);
    request.addHeader("X-Correlation-Id", correlation);

    assertThat(callers.current().correlationId()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "/camunda/api/tasklist/plugin/casework/default/cards, tasklist",
    "/camunda/api/cockpit/plugin/base, cockpit",
    "/camunda/api/engine/engine/default/task/x/complete, web applications",
    "/engine-rest/task, engine-rest",
    "/event, http"
  })
  void theDoorIsNamed(String path, String door) {
    call(path);

    assertThat(callers.current().from()).isEqualTo("192.0.2.7 " + door);
  }

  @Test
  void theEnginesGroupsGoBeforeSpringsRoles() {
    call("/api/v1/cases");
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken("lead-1", "", "ROLE_fraud-leads"));
    assertThat(callers.current().roles()).containsExactly("fraud-leads");

    when(identities.getCurrentAuthentication())
        .thenReturn(new Authentication("x", List.of("quality", "analysts")));

    assertThat(callers.current().roles()).containsExactly("analysts", "quality");
  }

  private void call(String path) {
    request.setRequestURI(path);
    request.setRemoteAddr("192.0.2.7");
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }
}

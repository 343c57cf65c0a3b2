package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Nothing that an auditor does changes a case. */
@CaseworkTest
class AuditorTests {

  /** Puts evidence together and leaves the case as it is; that is held below. */
  private static final String BUNDLE = "/api/v1/cases/{id}/bundle";

  private static final Set<RequestMethod> READING =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  @Tag("S2-82")
  void everyAddressThatChangesSomethingIsClosedToAuditors() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    var before = state(id);
    var tried = new ArrayList<String>();
    var open = new ArrayList<String>();

    for (var door : doors()) {
      var answer =
          desk.call(
              "auditor-1", door.method, door.path.replaceAll("\\{[^/]*}", id), "{\"text\":\"x\"}");
      tried.add(door.method + " " + door.path);
      if (answer.status() != 403 && !door.path.equals(BUNDLE)) {
        open.add(door + " " + answer.status());
      }
      assertThat(state(id)).as(door.toString()).isEqualTo(before);
    }

    assertThat(open).isEmpty();
    assertThat(tried)
        .contains(
            "POST /api/v1/cases/{id}/claim",
            "PUT /api/v1/cases/{id}/notes/{noteId}",
            "POST /event",
            "PATCH /api/v1/rules/{id}")
        .hasSizeGreaterThan(20);
  }

  @Test
  void theTasksDoorsAreClosedToo() {
    assertThat(desk.call("auditor-1", "POST", "/engine-rest/task/any/complete", "{}").status())
        .isEqualTo(403);
  }

  private record Door(String method, String path) {}

  private List<Door> doors() {
    var doors = new ArrayList<Door>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              if (!handler.getBeanType().getName().startsWith("io.casework")) {
                return;
              }
              for (var path : mapping.getPatternValues()) {
                mapping.getMethodsCondition().getMethods().stream()
                    .filter(method -> !READING.contains(method))
                    .forEach(method -> doors.add(new Door(method.name(), path)));
              }
            });
    return doors;
  }

  private String state(String id) {
    return jdbc.sql(
            """
            select version || ' ' || status || ' ' || coalesce(assignee, '') || ' '
              || (select count(*) from case_note n where n.case_id = c.case_id)
            from case_record c where case_id = :id
            """)
        .param("id", id)
        .query(String.class)
        .single();
  }
}

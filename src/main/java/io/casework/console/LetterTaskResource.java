package io.casework.console;

import static io.casework.console.TasklistResource.answer;
import static io.casework.console.TasklistResource.bean;
import static io.casework.console.TasklistResource.desk;

import io.casework.core.Refused;
import io.casework.deadletters.Repair;
import io.casework.deadletters.Repairs;
import io.casework.workflow.RepairDesk;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refused messages for the signed-in user of Tasklist: what a repair's tasks show, and what is
 * written before one is completed, for no process variable may hold it.
 *
 * <p>Whoever may not see the task finds nothing here.
 */
@Path("plugin/" + TasklistPlugin.ID + "/{engine}/letter/{task}")
@Produces(MediaType.APPLICATION_JSON)
public class LetterTaskResource {

  @GET
  public Response view(@PathParam("task") String taskId) {
    return answer(() -> view(repair(taskId)));
  }

  /** Says what a body is worth: {@code {"good", "flaw"}}. */
  @POST
  @Path("check")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response check(@PathParam("task") String taskId, Map<String, Object> said) {
    return answer(
        () -> {
          var letter = bean(Repairs.class).letterOf(repair(taskId));
          var body = text(said, "body");
          var flaw = bean(LetterViews.class).check(letter.deadLetterId(), body == null ? "" : body);
          return new DeadLetterController.Verdict(flaw.isEmpty(), flaw.orElse(null));
        });
  }

  /** Writes down what is proposed; completing the task hands it in. */
  @POST
  @Path("draft")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response draft(@PathParam("task") String taskId, Map<String, Object> said) {
    return answer(
        () -> {
          var repair = repair(taskId);
          bean(Repairs.class)
              .draft(
                  repair.repairId(),
                  Repair.Action.of(String.valueOf(text(said, "action"))),
                  text(said, "body"),
                  text(said, "reason"),
                  desk().user());
          return Map.of("drafted", true);
        });
  }

  private static TaskView view(Repair repair) {
    var repairs = bean(Repairs.class);
    return new TaskView(
        repair,
        repairs.proposal(repair).orElse(null),
        repair.bulk()
            ? null
            : bean(LetterViews.class).view(repairs.letterOf(repair).deadLetterId(), desk()));
  }

  private static Repair repair(String taskId) {
    return bean(RepairDesk.class)
        .repairOf(taskId)
        .map(bean(Repairs.class)::get)
        .orElseThrow(() -> Refused.missing("task"));
  }

  private static @Nullable String text(@Nullable Map<String, Object> said, String field) {
    return said != null && said.get(field) instanceof String text ? text : null;
  }

  /**
   * @param letter null for a replay of many
   */
  record TaskView(
      Repair repair, Repairs.@Nullable Proposal proposal, @Nullable LetterView letter) {}
}

package io.casework.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.attachments.Attachments;
import io.casework.attachments.NotNow;
import io.casework.attachments.Upload;
import io.casework.cases.CaseConflict;
import io.casework.cases.Cases;
import io.casework.cases.NoSuchCase;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.workflow.ReviewDesk;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.tasklist.resource.AbstractTasklistPluginRootResource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Cases for the signed-in user of Tasklist.
 *
 * <p>The engine's authorisations do not reach here: every answer goes through {@link Desk}.
 */
@Path("plugin/" + TasklistPlugin.ID)
@Produces(MediaType.APPLICATION_JSON)
public class TasklistResource extends AbstractTasklistPluginRootResource {

  private static final int MAX_CARDS = 100;

  // Besides plugin.js and plugin.css, which Tasklist loads itself.
  private static final List<String> MODULES =
      List.of(
          "attachments",
          "case",
          "clock",
          "decision",
          "decision-bar",
          "elements",
          "facts",
          "letter",
          "notes",
          "server",
          "words");

  public TasklistResource() {
    super(TasklistPlugin.ID);
  }

  @Override
  protected List<String> getAllowedAssets() {
    var assets = new ArrayList<>(super.getAllowedAssets());
    MODULES.forEach(module -> assets.add("app/%s.js".formatted(module)));
    return assets;
  }

  @GET
  @Path("{engine}/case/{task}")
  public Response view(@PathParam("task") String taskId) {
    return answer(
        () -> {
          var caseId = caseOf(taskId);
          return bean(CaseReads.class)
              .read(caseId, desk(), "task", () -> views().view(caseId, desk()));
        });
  }

  @POST
  @Path("{engine}/case/{task}/notes")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response note(@PathParam("task") String taskId, Map<String, Object> body) {
    return answer(
        () -> {
          var caseId = visible(taskId);
          bean(Cases.class).note(caseId, text(body), desk().user());
          return views().view(caseId, desk());
        });
  }

  @POST
  @Path("{engine}/case/{task}/notes/{note}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response editNote(
      @PathParam("task") String taskId,
      @PathParam("note") String noteId,
      Map<String, Object> body) {
    return answer(
        () -> {
          var caseId = visible(taskId);
          bean(Cases.class).editNote(caseId, noteId, text(body), desk().user());
          return views().view(caseId, desk());
        });
  }

  private static String text(@Nullable Map<String, Object> body) {
    return body != null && body.get("text") instanceof String written ? written : "";
  }

  @GET
  @Path("{engine}/case/{task}/attachments")
  public Response attachments(@PathParam("task") String taskId) {
    return answer(() -> attachmentViews(visible(taskId)));
  }

  /** Adds a file: the body is the file as it is, its name and digest stand in the query. */
  @POST
  @Path("{engine}/case/{task}/attachments")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public Response attach(
      @PathParam("task") String taskId,
      @QueryParam("name") @Nullable String name,
      @QueryParam("sha256") @Nullable String sha256,
      InputStream body) {
    return answer(
        () -> {
          var caseId = visible(taskId);
          var upload = new Upload(name, null, () -> body, sha256, null);
          bean(Attachments.class).add(caseId, upload, desk().user());
          return attachmentViews(caseId);
        });
  }

  @GET
  @Path("{engine}/case/{task}/attachments/{attachment}")
  @Produces(MediaType.WILDCARD)
  public Response download(
      @PathParam("task") String taskId, @PathParam("attachment") String attachment) {
    try {
      var opened = bean(Attachments.class).open(visible(taskId), attachment, desk().user());
      var response = Response.ok(opened.bytes());
      AttachmentView.headers(opened.attachment()).forEach(response::header);
      return response.build();
    } catch (NoSuchCase | Refused e) {
      return Response.status(Response.Status.NOT_FOUND).build();
    }
  }

  private static List<AttachmentView> attachmentViews(CaseId caseId) {
    return bean(Attachments.class).of(caseId).stream()
        .map(each -> AttachmentView.of(each, false))
        .toList();
  }

  /** Files and writing are for those who work cases; for all others there is nothing here. */
  private static CaseId visible(String taskId) {
    var desk = desk();
    var caseId = desk.open(bean(Cases.class), caseOf(taskId)).caseId();
    if (desk.masked()) {
      throw new NoSuchCase(caseId);
    }
    return caseId;
  }

  @GET
  @Path("{engine}/cards")
  public Response cards(@QueryParam("taskIds") @Nullable String taskIds) {
    return answer(
        () ->
            Arrays.stream(Optional.ofNullable(taskIds).orElse("").split(","))
                .filter(id -> !id.isBlank())
                .limit(MAX_CARDS)
                .flatMap(this::card)
                .toList());
  }

  private Stream<Card> card(String taskId) {
    try {
      return Stream.of(Card.of(taskId, desk().open(bean(Cases.class), caseOf(taskId))));
    } catch (NoSuchCase e) {
      return Stream.empty();
    }
  }

  static Response answer(Supplier<Object> work) {
    try {
      return json(Response.Status.OK, work.get());
    } catch (NoSuchCase e) {
      if (e instanceof HiddenCase hidden) {
        Refusals.hidden(hidden);
      }
      return json(Response.Status.NOT_FOUND, Map.of("message", "There is no such case for you."));
    } catch (ResolutionRefused e) {
      return json(Response.Status.BAD_REQUEST, Map.of("message", String.valueOf(e.getMessage())));
    } catch (CaseConflict e) {
      return json(Response.Status.CONFLICT, Map.of("message", String.valueOf(e.getMessage())));
    } catch (Refused e) {
      return json(status(e), Map.of("message", "It " + e.rule()));
    } catch (NotNow e) {
      return json(
          Response.Status.SERVICE_UNAVAILABLE, Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private static Response.Status status(Refused refused) {
    return switch (refused.kind()) {
      case INVALID -> Response.Status.BAD_REQUEST;
      case MISSING -> Response.Status.NOT_FOUND;
      case CONFLICT -> Response.Status.CONFLICT;
    };
  }

  // Our own JSON, so that a case looks the same here as over HTTP.
  private static Response json(Response.Status status, Object body) {
    try {
      return Response.status(status)
          .entity(bean(ObjectMapper.class).writeValueAsString(body))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CaseId caseOf(String taskId) {
    return bean(ReviewDesk.class)
        .caseOf(taskId)
        .orElseThrow(() -> new NoSuchCase(new CaseId("00000000-0000-0000-0000-000000000000")));
  }

  static Desk desk() {
    var authentication =
        ProcessEngines.getDefaultProcessEngine().getIdentityService().getCurrentAuthentication();
    return authentication == null || authentication.getUserId() == null
        ? new Desk("nobody", Set.of())
        : new Desk(
            authentication.getUserId(),
            authentication.getGroupIds() == null
                ? Set.of()
                : Set.copyOf(authentication.getGroupIds()));
  }

  private static CaseViews views() {
    return bean(CaseViews.class);
  }

  // The web application makes this class, not Spring.
  static <T> T bean(Class<T> type) {
    return Optional.ofNullable(SpringContext.current)
        .map((ApplicationContext context) -> context.getBean(type))
        .orElseThrow(() -> new IllegalStateException("the application is not started"));
  }
}

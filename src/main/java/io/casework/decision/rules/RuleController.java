package io.casework.decision.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rules over HTTP.
 *
 * <p>Bodies must be JSON and say so: a form on a foreign page cannot, and a browser that remembers
 * a password sends nothing else from there without asking us first.
 */
@RestController
@RequestMapping("/api/v1/rules")
class RuleController {

  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Set<String> TAKEN = Set.of("facts", "operators", "test");
  private static final int MOST_BYTES = 262_144;
  private static final int MOST_TRIED = 10_000;

  private final RuleBook book;
  private final ConditionReader conditions;
  private final DryRun dryRun;

  RuleController(RuleBook book, ConditionReader conditions, DryRun dryRun) {
    this.book = book;
    this.conditions = conditions;
    this.dryRun = dryRun;
  }

  @GetMapping({"", "/"})
  List<RuleView> list(@RequestParam(name = "active_only", defaultValue = "false") boolean active) {
    return book.list(active).stream().map(this::view).toList();
  }

  @GetMapping({"/{id}", "/{id}/"})
  ResponseEntity<RuleView> get(@PathVariable String id) {
    return answer(book.get(id));
  }

  @GetMapping({"/{id}/versions", "/{id}/versions/"})
  List<RuleView> versions(@PathVariable String id) {
    var rule = book.get(id);
    return book.versions(id).stream().map(version -> view(rule, version)).toList();
  }

  @PostMapping(
      value = {"", "/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RuleView> create(HttpServletRequest request, Authentication who)
      throws IOException {
    var body = body(request);
    var id = takeId(body);
    var made = book.create(id == null ? UUID.randomUUID().toString() : id, body, who.getName());
    return ResponseEntity.created(URI.create("/api/v1/rules/" + made.id()))
        .eTag(String.valueOf(made.version()))
        .body(view(made));
  }

  @PutMapping(
      value = {"/{id}", "/{id}/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RuleView> replace(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request,
      Authentication who)
      throws IOException {
    return answer(book.replace(id, version(ifMatch), bodyOf(id, request), who.getName()));
  }

  @PatchMapping(
      value = {"/{id}", "/{id}/"},
      consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH})
  ResponseEntity<RuleView> patch(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request,
      Authentication who)
      throws IOException {
    return answer(book.patch(id, version(ifMatch), bodyOf(id, request), who.getName()));
  }

  @DeleteMapping({"/{id}", "/{id}/"})
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deactivate(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    book.deactivate(id, version(ifMatch), who.getName());
  }

  @PostMapping(
      value = {"/{id}/test", "/{id}/test/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  DryRun.Result test(@PathVariable String id, @RequestParam(defaultValue = "1000") int last) {
    return dryRun.of(book.get(id).current(), bounded(last));
  }

  /** A rule that is not stored; with the id of one that is, it is tried in its place. */
  @PostMapping(
      value = {"/test", "/test/"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  DryRun.Result test(
      @RequestParam(defaultValue = "1000") int last, HttpServletRequest request, Authentication who)
      throws IOException {
    var body = body(request);
    var id = takeId(body);
    return dryRun.of(book.draft(id == null ? "draft" : id, body, who.getName()), bounded(last));
  }

  private ResponseEntity<RuleView> answer(Rule rule) {
    return ResponseEntity.ok().eTag(String.valueOf(rule.version())).body(view(rule));
  }

  private RuleView view(Rule rule) {
    return view(rule, rule.current());
  }

  private RuleView view(Rule rule, RuleVersion version) {
    return RuleView.of(rule, version, conditions.words(version.content().condition()));
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    var bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw Refused.field("body", "must not be longer than 256 KB");
    }
    return RuleJson.body(bytes);
  }

  private static JsonNode bodyOf(String id, HttpServletRequest request) throws IOException {
    var body = body(request);
    var given = takeId(body);
    if (given != null && !given.equals(id)) {
      throw Refused.field("/id", "must be the one in the address");
    }
    return body;
  }

  /** A new rule may bring an id that people can read. */
  private static @Nullable String takeId(JsonNode body) {
    if (!(body instanceof ObjectNode rule) || !rule.has("id")) {
      return null;
    }
    var id = rule.remove("id");
    if (!id.isTextual() || !ID.matcher(id.textValue()).matches()) {
      throw Refused.field("/id", "must be small letters, digits and -, at most 64");
    }
    if (TAKEN.contains(id.textValue())) {
      throw Refused.field("/id", "must not be a word of the addresses here");
    }
    return id.textValue();
  }

  private static int bounded(int last) {
    if (last < 1 || last > MOST_TRIED) {
      throw Refused.field("last", "must be from 1 to 10,000");
    }
    return last;
  }

  private static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Integer.valueOf(ifMatch.replaceFirst("^W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw Refused.field("If-Match", "must be the ETag of the rule");
    }
  }
}

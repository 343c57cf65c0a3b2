package io.casework.console;

import io.casework.cases.Cases;
import io.casework.cases.Note;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notes of a case over HTTP; an edited one keeps every form. */
@RestController
@RequestMapping("/api/v1/cases/{id}/notes")
class NoteController {

  private final Cases cases;
  private final CaseReads reads;

  NoteController(Cases cases, CaseReads reads) {
    this.cases = cases;
    this.reads = reads;
  }

  @GetMapping
  List<Note> notes(@PathVariable String id, Authentication who) {
    return read(id, "notes", who, cases::notes);
  }

  /** Every text that the note has had, the first first. */
  @GetMapping("/{noteId}/versions")
  List<Note> noteVersions(
      @PathVariable String id, @PathVariable String noteId, Authentication who) {
    return read(
        id,
        "note_versions",
        who,
        caseId -> {
          var versions = cases.noteVersions(caseId, noteId);
          if (versions.isEmpty()) {
            throw Refused.missing("note");
          }
          return versions;
        });
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Note note(@PathVariable String id, @RequestBody TextBody body, Authentication who) {
    return cases.note(
        visible(id, who), CaseActionController.required("text", body.text), who.getName());
  }

  /** Another text for one's own note, while the case is open. */
  @PutMapping("/{noteId}")
  Note editNote(
      @PathVariable String id,
      @PathVariable String noteId,
      @RequestBody TextBody body,
      Authentication who) {
    return cases.editNote(
        visible(id, who), noteId, CaseActionController.required("text", body.text), who.getName());
  }

  private <T> T read(String id, String view, Authentication who, Function<CaseId, T> answer) {
    var desk = Desk.of(who);
    return reads.read(new CaseId(id), desk, view, () -> answer.apply(visible(id, who)));
  }

  private CaseId visible(String id, Authentication who) {
    return Desk.of(who).open(cases, new CaseId(id)).caseId();
  }

  record TextBody(@Nullable String text) {}
}

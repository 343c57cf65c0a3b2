package io.casework.console;

import io.casework.core.CaseId;
import io.casework.workflow.ReviewDesk;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Deep links in messages: from the case, which stays, to its task of the moment in Tasklist. */
@RestController
class CaseLinkController {

  private final ReviewDesk reviews;

  CaseLinkController(ReviewDesk reviews) {
    this.reviews = reviews;
  }

  @GetMapping("/cases/{id}")
  ResponseEntity<Void> follow(@PathVariable String id) {
    // Who is not signed in, or may not see the task, learns nothing: Tasklist decides.
    var task = reviews.taskOf(new CaseId(id));
    var target =
        "/camunda/app/tasklist/default/#/" + task.map(taskId -> "?task=" + taskId).orElse("");
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(target)).build();
  }
}

package io.casework.console;

import io.casework.attachments.Attachments;
import io.casework.attachments.Upload;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files of a case over HTTP.
 *
 * <p>Who only checks cases sees that there are files, of which type and with which digest of the
 * stored object, and neither their names nor what is in them.
 */
@RestController
@RequestMapping("/api/v1/cases/{id}/attachments")
class AttachmentController {

  private final Attachments attachments;
  private final Cases cases;
  private final CaseReads reads;

  AttachmentController(Attachments attachments, Cases cases, CaseReads reads) {
    this.attachments = attachments;
    this.cases = cases;
    this.reads = reads;
  }

  @GetMapping
  List<AttachmentView> list(@PathVariable String id, Authentication who) {
    var desk = Desk.of(who);
    return reads.read(
        new CaseId(id),
        desk,
        "attachments",
        () ->
            attachments.of(desk.open(cases, new CaseId(id)).caseId()).stream()
                .map(each -> AttachmentView.of(each, desk.masked()))
                .toList());
  }

  /**
   * Adds a file.
   *
   * @param sha256 of the file before it was sent; refused if another one arrives
   */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  AttachmentView add(
      @PathVariable String id,
      @RequestPart(name = "file", required = false) @Nullable MultipartFile file,
      @RequestParam(required = false) @Nullable String sha256,
      @RequestParam(required = false) @Nullable String description,
      Authentication who) {
    var caseId = Desk.of(who).open(cases, new CaseId(id)).caseId();
    if (file == null) {
      throw Refused.field("/file", "is required");
    }
    var upload =
        new Upload(
            file.getOriginalFilename(),
            file.getContentType(),
            file::getInputStream,
            sha256,
            description);
    return AttachmentView.of(attachments.add(caseId, upload, who.getName()), false);
  }

  @GetMapping("/{attachment}")
  ResponseEntity<byte[]> download(
      @PathVariable String id, @PathVariable String attachment, Authentication who) {
    var desk = Desk.of(who);
    var caseId = desk.open(cases, new CaseId(id)).caseId();
    if (desk.masked()) {
      throw Refused.missing("attachment");
    }
    var opened = attachments.open(caseId, attachment, who.getName());
    return ResponseEntity.ok()
        .headers(headers -> AttachmentView.headers(opened.attachment()).forEach(headers::set))
        .body(opened.bytes());
  }
}

package io.casework.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Content;
import java.util.List;

/**
 * One file as a source handed it over.
 *
 * @param values the document, or the lines; empty for what is no JSON
 * @param content of what is no JSON; empty for the others
 * @param personal JSON pointers to personal fields
 */
record EvidenceFile(
    String path,
    String role,
    String source,
    String mediaType,
    Form form,
    List<JsonNode> values,
    Content content,
    List<String> personal) {

  /** What a file consists of; {@code PERSONAL} ones are so as a whole. */
  enum Form {
    DOCUMENT,
    LINES,
    TEXT,
    PERSONAL
  }
}

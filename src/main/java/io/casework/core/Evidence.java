package io.casework.core;

import java.util.List;

/**
 * Takes the files of a case bundle. Paths are relative and in lower case: {@code notes.jsonl},
 * {@code process/case-review-v3.bpmn}; a path is given once.
 *
 * <p>Personal fields are named by JSON pointers, in which an asterisk stands for every element or
 * member: {@code /actor/user_id}, {@code /actor/*}. In a redacted bundle their values give way to
 * salted commitments.
 */
public interface Evidence {

  /**
   * One JSON document.
   *
   * @param role what the file is, in one short phrase: {@code case record}
   * @param value anything that Jackson writes as an object or an array
   */
  void json(String path, String role, Object value, String... personal);

  /** JSON Lines; the pointers start at each line. */
  void lines(String path, String role, List<?> values, String... personal);

  /** Text in which nothing is personal: a model, a picture, a table. */
  void text(String path, String role, String mediaType, String text);

  /** A file that is personal as a whole; a redacted bundle has only its commitment. */
  void file(String path, String role, String mediaType, Content content);

  /** Says that something which readers would expect is not here, and why. */
  void missing(String path, String why);
}

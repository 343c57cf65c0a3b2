package io.casework.alerts.sources;

/** From here on a file says nothing that could be understood. */
final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long line;
  private final String column;

  UnreadableFile(long line, String column, String rule) {
    super(rule);
    this.line = line;
    this.column = column;
  }

  long line() {
    return line;
  }

  String column() {
    return column;
  }

  String rule() {
    return String.valueOf(getMessage());
  }
}

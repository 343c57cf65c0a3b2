package io.casework.alerts.sources;

import io.casework.alerts.AlertBodies.Bodies;
import io.casework.alerts.AlertBodies.Wrong;
import io.casework.alerts.AlertReader;
import io.casework.alerts.IncomingAlert;
import io.casework.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;

/** Reads bodies that are tables with a header. */
final class TableBodies {

  private TableBodies() {}

  /** What is wrong is named as {@code line 3, risk_score}. */
  static Bodies read(FileFormat format, String source, byte[] body) throws IOException {
    var alerts = new ArrayList<IncomingAlert>();
    var refused = new ArrayList<Wrong>();
    try (var rows = format.open(new ByteArrayInputStream(body))) {
      while (true) {
        try {
          var payload = rows.next();
          if (payload == null) {
            break;
          }
          alerts.add(AlertReader.read(source, payload));
        } catch (Refused e) {
          refused.add(new Wrong(place(rows.line(), e.field().replaceFirst("^/", "")), e.rule()));
        }
      }
    } catch (UnreadableFile e) {
      refused.add(new Wrong(place(e.line(), e.column()), e.rule()));
    }
    return new Bodies(alerts, refused);
  }

  private static String place(long line, String column) {
    return column.isEmpty() ? "line " + line : "line %d, %s".formatted(line, column);
  }
}

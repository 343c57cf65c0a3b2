package io.casework.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.audit.AuditSearch;
import io.casework.audit.AuditTrail;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Component;

/** The trail as a table for spreadsheets; one page of it is in memory at a time. */
@Component
class AuditSheet {

  static final int ROWS_AT_ONCE = 1000;

  private final AuditSearch search;
  private final ObjectMapper json;

  AuditSheet(AuditSearch search, ObjectMapper json) {
    this.search = search;
    this.json = json;
  }

  /** Writes all that the query finds now; closes nothing. */
  void write(AuditSearch.Query query, Writer into) throws IOException {
    // The columns are the fields of a record, as JSON names them.
    var columns =
        Arrays.stream(AuditTrail.Entry.class.getRecordComponents())
            .map(field -> field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .toList();
    var sheet = new CSVPrinter(into, CSVFormat.RFC4180);
    sheet.printRecord(columns);
    var page = search.page(query);
    while (!page.isEmpty()) {
      for (var entry : page) {
        sheet.printRecord(cells(json.valueToTree(entry), columns));
      }
      sheet.flush();
      page =
          page.size() < query.limit()
              ? List.of()
              : search.page(query.after(page.get(page.size() - 1).seq()));
    }
    sheet.flush();
  }

  private static List<String> cells(JsonNode entry, List<String> columns) {
    var cells = new ArrayList<String>();
    for (var column : columns) {
      var value = entry.path(column);
      cells.add(
          inert(value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText()));
    }
    return cells;
  }

  /** A spreadsheet takes such a cell for a formula, and would run it. */
  private static String inert(String cell) {
    return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}

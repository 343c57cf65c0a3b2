package io.casework.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 has it, in which no cell is a formula to a spreadsheet. */
final class CsvSheet implements Closeable {

  private static final String FORMULA_SIGNS = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

  private final CSVPrinter printer;

  CsvSheet(Appendable to, String... columns) throws IOException {
    this.printer = new CSVPrinter(to, CSVFormat.RFC4180.builder().setHeader(columns).get());
  }

  void row(@Nullable Object... cells) throws IOException {
    printer.printRecord(Arrays.stream(cells).map(CsvSheet::guarded).toArray());
  }

  // Numbers are ours and may begin with a sign; text may not begin with what starts a formula.
  private static @Nullable Object guarded(@Nullable Object cell) {
    if (cell == null || cell instanceof Number) {
      return cell;
    }
    var text = cell.toString();
    return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}

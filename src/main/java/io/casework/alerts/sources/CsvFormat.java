package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of transaction monitoring: a header, quoted fields, line ends of every system. */
final class CsvFormat implements FileFormat {

  private static final Set<String> NUMBERS = Set.of("amount", "risk_score");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");

  private final SourceProperties.Csv properties;
  private final CSVFormat format;

  CsvFormat(SourceProperties.Csv properties) {
    this.properties = properties;
    this.format = CSVFormat.RFC4180.builder().setDelimiter(properties.delimiter()).get();
  }

  @Override
  public String source() {
    return "csv";
  }

  @Override
  public FileRows open(InputStream bytes) throws IOException {
    var bounded = new BoundedRows(bytes);
    try {
      return new Rows(bounded);
    } catch (IOException e) {
      throw FileFormat.unreadable(e, 1);
    }
  }

  private final class Rows implements FileRows {

    private final BoundedRows bytes;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private long line;

    Rows(BoundedRows bytes) throws IOException {
      this.bytes = bytes;
      this.parser = format.parse(FileFormat.utf8(bytes));
      this.records = parser.iterator();
      this.header = header();
    }

    private List<String> header() throws IOException {
      var names = new ArrayList<String>();
      read()
          .orElseThrow(() -> new UnreadableFile(1, "", "a header row is required"))
          .forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
      for (var required : properties.columns()) {
        if (!names.contains(required)) {
          throw new UnreadableFile(line, required, "a column of this name is required");
        }
      }
      if (names.contains("") || new HashSet<>(names).size() < names.size()) {
        throw new UnreadableFile(line, "", "each column must have a name of its own");
      }
      return List.copyOf(names);
    }

    @Override
    public @Nullable ObjectNode next() throws IOException {
      return read().map(this::payload).orElse(null);
    }

    // A blank line is no row.
    private Optional<CSVRecord> read() throws IOException {
      try {
        while (true) {
          line = parser.getCurrentLineNumber() + 1;
          bytes.next();
          if (!records.hasNext()) {
            return Optional.empty();
          }
          var next = records.next();
          if (next.size() > 1 || !next.get(0).isBlank()) {
            return Optional.of(next);
          }
        }
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CSVException) {
          throw new UnreadableFile(line, "", "quotes must be closed, and doubled within quotes");
        }
        throw FileFormat.unreadable(e.getCause(), line);
      }
    }

    private ObjectNode payload(CSVRecord row) {
      if (row.size() != header.size()) {
        throw Refused.field(
            "", "must have %d columns and has %d".formatted(header.size(), row.size()));
      }
      var payload = JsonNodeFactory.instance.objectNode();
      for (int column = 0; column < row.size(); column++) {
        put(payload, header.get(column), row.get(column).strip());
      }
      if (payload.path("txn_id").isNull()) {
        throw Refused.field("/txn_id", "is required");
      }
      ScoreHint.add(payload, properties.hintHighFrom());
      return payload;
    }

    private void put(ObjectNode payload, String name, String value) {
      if (value.isEmpty()) {
        payload.putNull(name);
      } else if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
        payload.put(name, new BigDecimal(value));
      } else {
        payload.put(name, value);
      }
    }

    @Override
    public long line() {
      return line;
    }

    @Override
    public void close() throws IOException {
      parser.close();
    }
  }
}

package io.casework.decision.model;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Payments as a file, in the columns of the Fraud Detection Handbook; other columns are ignored.
 */
final class PaymentsCsv {

  private static final String[] COLUMNS = {
    "TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TX_FRAUD"
  };

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private PaymentsCsv() {}

  /** All payments, in the order of time. */
  static List<LabelledPayment> read(Path file) throws IOException {
    List<LabelledPayment> payments = new ArrayList<>();
    Map<String, String> ids = new HashMap<>();
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var reader = reader(file);
        var parser = format.parse(reader)) {
      for (var column : COLUMNS) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new IOException(file + ": has no column " + column);
        }
      }
      for (var row : parser) {
        payments.add(payment(file, row, ids));
      }
    }
    payments.sort(Comparator.comparing(LabelledPayment::at));
    return payments;
  }

  static void write(Path file, List<LabelledPayment> payments) throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader(COLUMNS).get();
    try (var writer = writer(file);
        var printer = format.print(writer)) {
      for (var payment : payments) {
        printer.printRecord(
            TIME.format(payment.at().atOffset(ZoneOffset.UTC)),
            payment.customer(),
            payment.receiver(),
            payment.amount(),
            payment.fraud() ? 1 : 0);
      }
    }
  }

  private static LabelledPayment payment(Path file, CSVRecord row, Map<String, String> ids)
      throws IOException {
    try {
      var amount = Double.parseDouble(row.get("TX_AMOUNT"));
      var fraud = row.get("TX_FRAUD");
      if (!(amount >= 0 && amount < 1e12)) {
        throw new IllegalArgumentException("TX_AMOUNT is " + amount);
      }
      if (!fraud.equals("0") && !fraud.equals("1")) {
        throw new IllegalArgumentException("TX_FRAUD is \"" + fraud + "\", not 0 or 1");
      }
      return new LabelledPayment(
          LocalDateTime.parse(row.get("TX_DATETIME"), TIME).toInstant(ZoneOffset.UTC),
          // One object for each id, or half a million rows do not fit a small heap.
          ids.computeIfAbsent(row.get("CUSTOMER_ID"), id -> id),
          ids.computeIfAbsent(row.get("TERMINAL_ID"), id -> id),
          amount,
          fraud.equals("1"));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          "%s, row %d: %s".formatted(file, row.getRecordNumber(), e.getMessage()));
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    var in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(zipped(file) ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
  }

  private static BufferedWriter writer(Path file) throws IOException {
    var out = Files.newOutputStream(file);
    return new BufferedWriter(
        new OutputStreamWriter(
            zipped(file) ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
  }

  private static boolean zipped(Path file) {
    return file.toString().endsWith(".gz");
  }
}

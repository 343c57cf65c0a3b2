package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments are read in the handbook's columns; what is wrong is named by its row. */
@Tag("S1-27")
class PaymentsCsvTests {

  private static final String HEADER =
      "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"payments.csv", "payments.csv.gz"})
  void whatIsWrittenIsReadAgain(String name) throws IOException {
    var payments = SimulatedPayments.generate(new SimulationSize(50, 800, 5), 1);
    PaymentsCsv.write(folder.resolve(name), payments);

    assertThat(PaymentsCsv.read(folder.resolve(name))).isEqualTo(payments);
  }

  @Test
  void rowsComeInTheOrderOfTimeAndOtherColumnsAreIgnored() throws IOException {
    var file = file("1,2026-01-02 00:00:00,c,r,2.50,1\n2,2026-01-01 23:59:59,\"c, or so\",r,0,0\n");

    assertThat(PaymentsCsv.read(file))
        .containsExactly(
            new LabelledPayment(Instant.parse("2026-01-01T23:59:59Z"), "c, or so", "r", 0, false),
            new LabelledPayment(Instant.parse("2026-01-02T00:00:00Z"), "c", "r", 2.5, true));
  }

  @ParameterizedTest
  @CsvSource({
    "'1,yesterday,c,r,1,0', row 1: Text 'yesterday' could not be parsed at index 0",
    "'1,2026-01-02 00:00:00,c,r,NaN,0', row 1: TX_AMOUNT is NaN",
    "'1,2026-01-02 00:00:00,c,r,-1,0', row 1: TX_AMOUNT is -1.0",
    "'1,2026-01-02 00:00:00,c,r,1,maybe', 'row 1: TX_FRAUD is \"maybe\", not 0 or 1'",
    "'1,2026-01-02 00:00:00,c', row 1: Index for header 'TX_AMOUNT' is 4 but CSVRecord only has 3 values!"
  })
  void whatIsWrongIsNamedByItsRow(String row, String message) throws IOException {
    var file = file(row + "\n");

    assertThatThrownBy(() -> PaymentsCsv.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", " + message);
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("p.csv"), "TX_DATETIME,CUSTOMER_ID\n");

    assertThatThrownBy(() -> PaymentsCsv.read(file))
        .hasMessage(file + ": has no column TERMINAL_ID");
  }

  private Path file(String rows) throws IOException {
    return Files.writeString(folder.resolve("payments.csv"), HEADER + rows);
  }
}

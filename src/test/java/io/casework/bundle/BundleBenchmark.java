package io.casework.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkApplication;
import io.casework.TestEvents;
import io.casework.cases.Cases;
import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.ScoredEvent;
import io.casework.vault.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long a bundle of 200 events and 20 MB of attachments takes, and what an export of many cases
 * needs. Arguments: number of cases in the export.
 */
public final class BundleBenchmark {

  private static final int EVENTS = 200;
  private static final int ATTACHMENTS = 4;
  private static final int ATTACHMENT_BYTES = 5 << 20;

  private final ConfigurableApplicationContext application;
  private final TransactionTemplate transaction;
  private final CaseId large = new CaseId(TestEvents.id());

  private BundleBenchmark(Path folder) {
    this.application =
        new SpringApplicationBuilder(CaseworkApplication.class)
            .initializers(
                (GenericApplicationContext context) ->
                    context.registerBean(
                        "twentyMegabytes", EvidenceSource.class, () -> new Attachments(large)))
            .run(
                "--casework.installation.data=" + folder,
                "--casework.bus.broker-port=0",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=WARN");
    this.transaction =
        new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("casework-bundles");
    var benchmark = new BundleBenchmark(folder);
    try {
      benchmark.oneLarge();
      benchmark.many(Integer.parseInt(arguments[0]), folder);
    } finally {
      benchmark.application.close();
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(0);
  }

  private void oneLarge() throws InterruptedException {
    open(List.of(large));
    transaction.executeWithoutResult(
        status -> {
          for (int i = 0; i < EVENTS; i++) {
            application.publishEvent(
                new BundleFact("benchmark", large, "trace", CaseEvent.SYSTEM, Map.of("n", i)));
          }
        });
    var bundles = application.getBean(Bundles.class);
    var seconds = new ArrayList<Double>();
    var processor = processorSeconds();
    for (int run = 1; run <= 8; run++) {
      var start = System.nanoTime();
      transaction.executeWithoutResult(
          status -> bundles.request(large, "closing", CaseEvent.SYSTEM));
      while (!bundles.list(large).get(run - 1).sealed()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    var made = bundles.list(large).get(0);
    System.out.printf(
        Locale.ROOT,
        "bundle of %d events and %d MB: first %.2f s, then median %.2f s, %.2f s of processor on"
            + " average; full %s bytes, audit size %s%n",
        EVENTS,
        (ATTACHMENTS * ATTACHMENT_BYTES) >> 20,
        seconds.get(0),
        seconds.stream().skip(1).sorted().toList().get(3),
        (processorSeconds() - processor) / seconds.size(),
        made.fullBytes(),
        made.auditSize());
  }

  private void many(int cases, Path folder) throws IOException {
    for (int i = 0; i < cases; i += 100) {
      open(
          Stream.generate(() -> new CaseId(TestEvents.id()))
              .limit(Math.min(100, cases - i))
              .toList());
    }
    var now = application.getBean(Clock.class).instant();
    var range = new ExportRange(now.minusSeconds(86_400), now.plusSeconds(1));
    var export = application.getBean(Export.class);
    var before = heapMegabytes();
    var start = System.nanoTime();
    var processor = processorSeconds();
    var file = folder.resolve("export.zip");
    try (OutputStream out = Files.newOutputStream(file)) {
      export.write(range, Profile.REDACTED, "auditor-1", out);
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    processor = processorSeconds() - processor;
    var after = heapMegabytes();
    var key =
        Files.writeString(folder.resolve("key.pem"), application.getBean(Signer.class).publicKey());
    var problems = ExportCheck.run(file, key, checked -> {});
    System.out.printf(
        Locale.ROOT,
        "export of %d cases: %.1f s, %.0f a second, %d MB, %d problems; %.1f ms of processor a"
            + " case; heap %d MB before, %d after, of %d%n",
        cases,
        seconds,
        cases / seconds,
        Files.size(file) >> 20,
        problems.size(),
        processor * 1000 / cases,
        before,
        after,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static long heapMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  /** What this process used, which a busy machine does not change much. */
  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getProcessCpuTime()
        / 1e9;
  }

  private void open(List<CaseId> ids) {
    var cases = application.getBean(Cases.class);
    var json = application.getBean(ObjectMapper.class);
    var now = application.getBean(Clock.class).instant();
    transaction.executeWithoutResult(
        status ->
            ids.forEach(
                id -> {
                  var body = TestEvents.highRisk(id.value());
                  try {
                    cases.open(json.readValue(body, ScoredEvent.class), body, now, null);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  /** Bytes that do not compress, the same for every reading. */
  record Attachments(CaseId owner) implements EvidenceSource {

    @Override
    public void collect(CaseId caseId, Evidence into) {
      if (caseId.equals(owner)) {
        for (int i = 1; i <= ATTACHMENTS; i++) {
          var bytes = new byte[ATTACHMENT_BYTES];
          new Random(i).nextBytes(bytes);
          into.file(
              "attachments/%d.bin".formatted(i),
              "attachment",
              "application/octet-stream",
              Content.of(bytes));
        }
      }
    }
  }
}

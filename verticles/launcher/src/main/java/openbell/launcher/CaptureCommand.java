package openbell.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import openbell.embedded.StoresException;
import openbell.feedhandler.capture.CaptureWriter;
import openbell.feedhandler.capture.KafkaCapture;
import openbell.model.Symbol;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code capture FILE}: records what the running platform publishes, until Ctrl-C, the time or the
 * bytes are over. {@code replay FILE} plays it.
 */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description = "Records the depths and trades that the running platform publishes.")
final class CaptureCommand implements Callable<Integer> {
  private static final long END_MS = 5_000;

  @Mixin private ConfigOptions options;

  @Parameters(paramLabel = "FILE", description = "The capture; must not be there yet.")
  private Path file;

  @Option(
      names = "--symbols",
      split = ",",
      description = "Only these, e.g. XNSE:INFY,XNAS:AAPL; default all.")
  private List<String> symbols = List.of();

  @Option(names = "--seconds", description = "How long; default until Ctrl-C.")
  private long seconds = TimeUnit.DAYS.toSeconds(3_650);

  @Option(names = "--max-bytes", description = "Ends at this size; default ${DEFAULT-VALUE}.")
  private long maxBytes = 1L << 30;

  @Override
  public Integer call() throws StoresException {
    var canonical = canonical();
    try (var stores = Stores.open(options.load(), false);
        var capture = new KafkaCapture(stores.endpoints().kafka(), canonical);
        var writer = CaptureWriter.create(file, maxBytes)) {
      record(capture, writer);
      return 0;
    } catch (FileAlreadyExistsException there) {
      throw new LaunchException("The file " + file + " is there already.");
    } catch (KafkaException away) {
      throw new LaunchException("Kafka does not answer: " + away.getMessage());
    } catch (IOException unwritten) {
      throw new LaunchException("The capture cannot be written: " + unwritten.getMessage());
    }
  }

  private void record(KafkaCapture capture, CaptureWriter writer) throws IOException {
    var asked = new CountDownLatch(1);
    var written = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(asked, written)));
    try {
      capture.run(writer, Duration.ofSeconds(seconds), () -> asked.getCount() == 0);
      writer.flush();
      System.out.printf("%,d updates in %s%n", writer.records(), file);
    } finally {
      written.countDown();
    }
  }

  /** Ctrl-C: what was received is written before the process ends. */
  private static void stop(CountDownLatch asked, CountDownLatch written) {
    asked.countDown();
    try {
      var _ = written.await(END_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<String> canonical() {
    var all = new LinkedHashSet<String>();
    for (var symbol : symbols) {
      all.add(
          Symbol.parse(symbol)
              .map(Symbol::toString)
              .orElseThrow(
                  () ->
                      new LaunchException(
                          "--symbols takes symbols like XNSE:INFY, not " + symbol + ".")));
    }
    return all;
  }
}

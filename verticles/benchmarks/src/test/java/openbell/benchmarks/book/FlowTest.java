package openbell.benchmarks.book;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTest {
  @TempDir private Path shared;

  private record Line(byte kind, boolean buys, long orderId, long price, long quantity) {}

  @Test
  void recordedDayIsAbsentWithoutItsFile() throws IOException {
    assertThat(Flow.amazon(shared)).isEmpty();
  }

  @Test
  void messagesBecomeCommands() throws IOException {
    record(
        """
        34200.01,1,11885113,21,2238100,1
        34200.02,1,11885114,100,2239500,-1
        34200.03,2,11885113,20,2238100,1
        34200.04,3,11885114,80,2239500,-1
        """);
    assertThat(amazon())
        .containsExactly(
            new Line(Flow.LIMIT, true, 11885113, 2238100, 21),
            new Line(Flow.LIMIT, false, 11885114, 2239500, 100),
            new Line(Flow.REDUCE, true, 11885113, 2238100, 20),
            new Line(Flow.CANCEL, false, 11885114, 2239500, 80));
  }

  @Test
  void executionComesFromTheOtherSideOfTheRestingOrder() throws IOException {
    record("34200.05,4,11885113,5,2238100,1\n");
    assertThat(amazon())
        .containsExactly(new Line(Flow.IMMEDIATE, false, Long.MAX_VALUE, 2238100, 5));
  }

  @Test
  void hiddenExecutionsAndHaltsAreLeftOut() throws IOException {
    record(
        """
        34200.06,5,0,1,2238200,-1
        34200.07,7,0,0,-1,-1
        """);
    assertThat(amazon()).isEmpty();
  }

  @Test
  void sameSeedMakesTheSameFlow() {
    assertThat(lines(Flow.deep(7))).isEqualTo(lines(Flow.deep(7)));
  }

  private List<Line> amazon() throws IOException {
    return lines(Flow.amazon(shared).orElseThrow());
  }

  private static List<Line> lines(Flow flow) {
    return IntStream.range(0, flow.size)
        .mapToObj(
            i ->
                new Line(
                    flow.kind[i], flow.buys[i], flow.orderId[i], flow.price[i], flow.quantity[i]))
        .toList();
  }

  private void record(String messages) throws IOException {
    var file = shared.resolve("data/lobster/LOBSTER_SampleFile_AMZN_2012-06-21_5.zip");
    Files.createDirectories(file.getParent());
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("AMZN_2012-06-21_orderbook_5.csv"));
      zip.write("no messages\n".getBytes(US_ASCII));
      zip.putNextEntry(new ZipEntry("AMZN_2012-06-21_message_5.csv"));
      zip.write(messages.getBytes(US_ASCII));
    }
  }
}

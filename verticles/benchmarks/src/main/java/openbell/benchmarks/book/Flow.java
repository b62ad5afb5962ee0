package openbell.benchmarks.book;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipFile;

/**
 * Commands for an order book, as columns. Made once, replayed many times; nothing is parsed while
 * the time runs.
 */
final class Flow {
  static final byte LIMIT = 1;
  static final byte REDUCE = 2;
  static final byte CANCEL = 3;
  static final byte IMMEDIATE = 4;

  private static final String AMZN = "LOBSTER_SampleFile_AMZN_2012-06-21_5.zip";
  private static final int MOST = 2_000_000;

  final String name;
  final byte[] kind = new byte[MOST];
  final boolean[] buys = new boolean[MOST];
  final long[] orderId = new long[MOST];
  final long[] price = new long[MOST];
  final long[] quantity = new long[MOST];
  int size;

  private Flow(String name) {
    this.name = name;
  }

  /** The AMZN day of the recorded data; empty where the folder does not hold it. */
  static java.util.Optional<Flow> amazon(Path shared) throws IOException {
    var file = shared.resolve("data/lobster").resolve(AMZN);
    if (!Files.exists(file)) {
      return java.util.Optional.empty();
    }
    var flow = new Flow("AMZN 2012-06-21");
    try (var zip = new ZipFile(file.toFile())) {
      var entry =
          zip.stream().filter(e -> e.getName().contains("message")).findFirst().orElseThrow();
      try (var lines =
          new BufferedReader(
              new InputStreamReader(zip.getInputStream(entry), StandardCharsets.US_ASCII))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          flow.addLobster(line.split(",", -1));
        }
      }
    }
    return java.util.Optional.of(flow);
  }

  /**
   * A deep book: 40,000 orders over 2,000 prices a side first, then cancels, new orders near and
   * far, and takers that sweep a few levels. Ids are scattered longs.
   */
  static Flow deep(long seed) {
    var flow = new Flow("synthetic, deep");
    var random = new Random(seed);
    var live = new long[500_000];
    var count = 0;
    long next = 0;
    for (var index = 0; index < 1_000_000; index++) {
      var dice = index < 80_000 ? 0 : random.nextInt(100);
      if (dice < 48 || count == 0) {
        var buys = random.nextBoolean();
        var away = 1 + (int) Math.abs(random.nextGaussian() * 500);
        var id = scatter(++next);
        flow.add(LIMIT, buys, id, 1_000_000 + (buys ? -away : away), 1 + random.nextInt(500));
        live[count++] = id;
      } else if (dice < 94) {
        var at = random.nextInt(count);
        flow.add(CANCEL, true, live[at], 0, 0);
        live[at] = live[--count];
      } else {
        var buys = random.nextBoolean();
        var id = scatter(++next);
        flow.add(IMMEDIATE, buys, id, 1_000_000 + (buys ? 300 : -300), 1 + random.nextInt(2_000));
      }
    }
    return flow;
  }

  /** An injective mix: ids of a real feed are arbitrary longs. */
  private static long scatter(long value) {
    return (value * 0x9E3779B97F4A7C15L) >>> 1;
  }

  private void addLobster(String[] fields) {
    var type = Integer.parseInt(fields[1]);
    var restingBuys = fields[5].startsWith("1");
    var id = Long.parseLong(fields[2]);
    var shares = Long.parseLong(fields[3]);
    var px = Long.parseLong(fields[4]);
    switch (type) {
      case 1 -> add(LIMIT, restingBuys, id, px, shares);
      case 2 -> add(REDUCE, restingBuys, id, px, shares);
      case 3 -> add(CANCEL, restingBuys, id, px, shares);
      // The file names the resting order; who hit it came from the other side, with an id of its
      // own.
      case 4 -> add(IMMEDIATE, !restingBuys, Long.MAX_VALUE - size, px, shares);
      default -> {
        // Hidden executions and halts leave the visible book as it is.
      }
    }
  }

  private void add(byte command, boolean isBuy, long id, long px, long shares) {
    kind[size] = command;
    buys[size] = isBuy;
    orderId[size] = id;
    price[size] = px;
    quantity[size] = shares;
    size++;
  }
}

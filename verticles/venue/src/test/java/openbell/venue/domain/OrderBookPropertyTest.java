package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

/**
 * The real book against the naive one, command by command; after 200,000 with new books, which the
 * naive one needs. Another run: {@code -Dseed=}, {@code -Dvenue.commands=}.
 */
class OrderBookPropertyTest {
  private static final int AT_ONCE = 200_000;
  private static final int COMMANDS = Integer.getInteger("venue.commands", AT_ONCE);

  private final BookEvents events = new BookEvents();
  private final BookEvents naiveEvents = new BookEvents();
  private OrderBook book;
  private NaiveOrderBook naive;

  @Test
  void saysAndShowsWhatTheNaiveBookDoes() {
    long seed = Long.getLong("seed", 20_260_101L);
    System.out.println("OrderBookPropertyTest seed=" + seed + " commands=" + COMMANDS);
    for (int done = 0; done < COMMANDS; done += AT_ONCE) {
      run(seed + done / AT_ONCE, Math.min(AT_ONCE, COMMANDS - done));
    }
  }

  private void run(long seed, int commands) {
    book = new OrderBook(events);
    naive = new NaiveOrderBook(naiveEvents);
    var random = new Random(seed);
    var ids = new ArrayList<Long>();
    for (int i = 0; i < commands; i++) {
      var command = randomCommand(random, ids);
      boolean isDone = apply(command);
      var said = events.take();
      if (isDone != applyNaive(command) || !said.equals(naiveEvents.take())) {
        throw new AssertionError(
            "seed %d, command %d: %s said %s".formatted(seed, i, command, said));
      }
      if (i % 100 == 0) {
        assertThat(depth(book)).as("seed %d, command %d", seed, i).isEqualTo(depth(naive));
        assertThat(queue(book)).as("seed %d, command %d", seed, i).isEqualTo(queue(naive));
      }
      if (i % 5_000 == 0) {
        book = restored(book);
      }
    }
    assertThat(queue(book)).isNotEmpty();
  }

  private enum Kind {
    LIMIT(false),
    IOC(false),
    FOK(false),
    CANCEL(true),
    REDUCE(true),
    REPLACE(true);

    final boolean needsKnownId;

    Kind(boolean needsKnownId) {
      this.needsKnownId = needsKnownId;
    }
  }

  private record Command(
      Kind kind, long orderId, long account, Side side, long price, long quantity) {}

  private static Command randomCommand(Random random, List<Long> ids) {
    var kind = kind(random.nextInt(100));
    var side = random.nextBoolean() ? Side.BUY : Side.SELL;
    long price = price(random, side);
    long quantity = 1L + random.nextInt(20);
    boolean isKnownId = !ids.isEmpty() && (kind.needsKnownId || random.nextInt(50) == 0);
    long id =
        isKnownId
            ? ids.get(ids.size() - 1 - random.nextInt(Math.min(200, ids.size())))
            : id(random);
    if (!isKnownId) {
      ids.add(id);
    }
    return new Command(kind, id, random.nextInt(4), side, price, quantity);
  }

  private static Kind kind(int percent) {
    if (percent < 45) {
      return Kind.LIMIT;
    } else if (percent < 52) {
      return Kind.IOC;
    } else if (percent < 57) {
      return Kind.FOK;
    } else if (percent < 80) {
      return Kind.CANCEL;
    }
    return percent < 85 ? Kind.REDUCE : Kind.REPLACE;
  }

  /** Mostly near the middle, rarely far away: stubs at the ends of the world included. */
  private static long price(Random random, Side side) {
    return switch (random.nextInt(40)) {
      case 0 -> random.nextBoolean() ? 1 : Long.MAX_VALUE;
      case 1 -> 1L + random.nextInt(20_000);
      default -> 10_000 + (side == Side.BUY ? -1 : 1) * (long) (random.nextGaussian() * 12 + 6);
    };
  }

  /** Of every kind that clients use: dense, with low bits alike, random. */
  private static long id(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextLong();
      case 1 -> (long) random.nextInt() << 32;
      default -> random.nextInt(1 << 20);
    };
  }

  private boolean apply(Command c) {
    return switch (c.kind) {
      case LIMIT -> book.limit(c.orderId, c.account, c.side, c.price, c.quantity);
      case IOC -> book.immediateOrCancel(c.orderId, c.account, c.side, c.price, c.quantity);
      case FOK -> book.fillOrKill(c.orderId, c.account, c.side, c.price, c.quantity);
      case CANCEL -> book.cancel(c.orderId);
      case REDUCE -> book.reduce(c.orderId, c.quantity);
      case REPLACE -> book.replace(c.orderId, c.price, c.quantity);
    };
  }

  private boolean applyNaive(Command c) {
    return switch (c.kind) {
      case LIMIT -> naive.limit(c.orderId, c.account, c.side, c.price, c.quantity);
      case IOC -> naive.immediateOrCancel(c.orderId, c.account, c.side, c.price, c.quantity);
      case FOK -> naive.fillOrKill(c.orderId, c.account, c.side, c.price, c.quantity);
      case CANCEL -> naive.cancel(c.orderId);
      case REDUCE -> naive.reduce(c.orderId, c.quantity);
      case REPLACE -> naive.replace(c.orderId, c.price, c.quantity);
    };
  }

  private record Level(Side side, long price, long quantity) {}

  private record Queued(long orderId, long account, long price, long leavesQty, long cumQty) {}

  private static List<Level> depth(OrderBook book) {
    var levels = new ArrayList<Level>();
    for (var side : Side.values()) {
      book.forEachLevel(
          side, 10, (price, quantity) -> levels.add(new Level(side, price, quantity)));
    }
    return levels;
  }

  private static List<Level> depth(NaiveOrderBook book) {
    var levels = new ArrayList<Level>();
    for (var side : Side.values()) {
      book.forEachLevel(
          side, 10, (price, quantity) -> levels.add(new Level(side, price, quantity)));
    }
    return levels;
  }

  private static List<Queued> queue(OrderBook book) {
    var orders = new ArrayList<Queued>();
    for (var side : Side.values()) {
      book.forEachOrder(side, (id, a, p, l, c) -> orders.add(new Queued(id, a, p, l, c)));
    }
    assertThat(orders).hasSize(book.orderCount());
    return orders;
  }

  private static List<Queued> queue(NaiveOrderBook book) {
    var orders = new ArrayList<Queued>();
    for (var side : Side.values()) {
      book.forEachOrder(side, (id, a, p, l, c) -> orders.add(new Queued(id, a, p, l, c)));
    }
    return orders;
  }

  /** A book that went through a snapshot goes on as if nothing had happened. */
  private OrderBook restored(OrderBook before) {
    var after = new OrderBook(events);
    for (var side : Side.values()) {
      before.forEachOrder(side, (id, a, p, l, c) -> after.restore(id, a, side, p, l, c));
    }
    assertThat(after.stateHash()).isEqualTo(before.stateHash());
    return after;
  }
}

package openbell.venue.domain;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/**
 * The log of one symbol over many days: orders of every kind, their changes, halts, and the phases
 * of its market, which come twice or not at all as owners come and go.
 */
final class RandomDays {
  private static final String SYMBOL = "XNSE:INFY";
  private static final int REMEMBERED = 120;

  private final Random random;
  private final List<Header> orders = new ArrayList<>();
  private final Deque<VenueCommand> next = new ArrayDeque<>();
  private LocalDate day = LocalDate.parse("2026-03-02");
  private int phase;
  private int count;

  RandomDays(Random random) {
    this.random = random;
    next.add(new InstrumentListing(SYMBOL));
  }

  /** The time of the command that came last, microseconds. */
  long now() {
    return TimeUnit.DAYS.toMicros(day.toEpochDay());
  }

  int count() {
    return count;
  }

  VenueCommand next() {
    if (!next.isEmpty()) {
      return next.remove();
    }
    int what = random.nextInt(1_000);
    if (what < 8) {
      return nextPhase();
    } else if (what < 14) {
      return new TradingHaltChange(SYMBOL, halt());
    }
    return what < 600 || orders.isEmpty() ? newOrder() : change();
  }

  private VenueCommand nextPhase() {
    var change =
        switch (phase++ % 4) {
          case 0 -> phase(TradingPhase.PRE_OPEN);
          case 1 -> phase(TradingPhase.REGULAR);
          case 2 -> phase(TradingPhase.POST_CLOSE);
          default -> phase(TradingPhase.CLOSED);
        };
    if (phase % 4 == 0) {
      day = day.plusDays(1);
      count++;
    }
    if (random.nextInt(6) == 0) {
      next.add(change);
    }
    // Its owner was away.
    return random.nextInt(12) == 0 ? newOrder() : change;
  }

  private TradingPhaseChange phase(TradingPhase to) {
    return new TradingPhaseChange("XNSE", to, date(0), false);
  }

  private TradingHalt halt() {
    return switch (random.nextInt(6)) {
      case 0 -> TradingHalt.HALTED;
      case 1 -> TradingHalt.CANCEL_ONLY;
      default -> TradingHalt.NONE;
    };
  }

  private NewOrderSingle newOrder() {
    var header =
        new Header(
            new UUID(random.nextLong(), random.nextLong()),
            0,
            random.nextInt(5),
            SYMBOL,
            date(random.nextInt(60) == 0 ? random.nextInt(3) - 1 : 0));
    if (orders.size() < REMEMBERED) {
      orders.add(header);
    } else {
      orders.set(random.nextInt(REMEMBERED), header);
    }
    var type = type();
    return new NewOrderSingle(
        header,
        random.nextBoolean() ? Side.BUY : Side.SELL,
        type,
        timeInForce(),
        random.nextInt(60) == 0 ? 0 : 1 + random.nextInt(40),
        price(),
        type == OrdType.LIMIT || type == OrdType.MARKET ? 0 : price(),
        date(random.nextInt(4)));
  }

  private VenueCommand change() {
    int which = random.nextInt(orders.size());
    var before = orders.get(which);
    var header =
        new Header(
            before.orderId(), before.cmdNo() + 1, before.accountId(), SYMBOL, before.tradeDate());
    orders.set(which, header);
    return random.nextInt(5) < 3
        ? new OrderCancelRequest(header)
        : new OrderCancelReplaceRequest(header, random.nextInt(50), price(), price());
  }

  private OrdType type() {
    return switch (random.nextInt(10)) {
      case 0 -> OrdType.MARKET;
      case 1 -> OrdType.STOP;
      case 2 -> OrdType.STOP_LIMIT;
      default -> OrdType.LIMIT;
    };
  }

  private TimeInForce timeInForce() {
    return switch (random.nextInt(12)) {
      case 0 -> TimeInForce.IOC;
      case 1 -> TimeInForce.FOK;
      case 2 -> TimeInForce.GTC;
      case 3, 4 -> TimeInForce.GTD;
      default -> TimeInForce.DAY;
    };
  }

  private long price() {
    return random.nextInt(80) == 0 ? 0 : 15_000 + 5 * Math.round(random.nextGaussian() * 8);
  }

  private int date(int daysLater) {
    var date = day.plusDays(daysLater);
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }
}

package openbell.venue.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.Auction.Entry;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/**
 * The venue of one symbol as one would explain it: one list of all orders, sorted and searched anew
 * for everything. Slow, and meant to be right at a glance; the real engine must say the same. It
 * hears commands in their order, of dates that are plausible.
 */
final class NaiveVenue {
  private static final long MAX_QTY = 1_000_000_000_000L;

  /** Why an order does not trade on. */
  private enum Stopped {
    BY_NOTHING,
    BY_ITS_OWN_ACCOUNT
  }

  private static final class Order {
    final NewOrderSingle terms;
    final long handle;
    long place;
    long price;
    long stopPx;
    long orderQty;
    long cumQty;
    String status = "NEW";
    boolean waits;

    Order(NewOrderSingle terms, long handle) {
      this.terms = terms;
      this.handle = handle;
      this.price = terms.price();
      this.stopPx = terms.stopPx();
      this.orderQty = terms.orderQty();
      this.waits = terms.ordType() == OrdType.STOP || terms.ordType() == OrdType.STOP_LIMIT;
    }

    long account() {
      return terms.header().accountId();
    }

    Side side() {
      return terms.side();
    }

    boolean isMarket() {
      return terms.ordType() == OrdType.MARKET || terms.ordType() == OrdType.STOP;
    }

    boolean lives() {
      return status.equals("NEW") || status.equals("PARTIALLY_FILLED");
    }

    long leavesQty() {
      return lives() ? orderQty - cumQty : 0;
    }

    int lastDate() {
      return switch (terms.timeInForce()) {
        case GTC -> Integer.MAX_VALUE;
        case GTD -> terms.expireDate();
        case DAY, IOC, FOK -> terms.header().tradeDate();
      };
    }
  }

  private final Map<UUID, Order> known = new HashMap<>();
  private final List<Order> live = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private TradingPhase phase = TradingPhase.REGULAR;
  private TradingHalt halt = TradingHalt.NONE;
  private boolean isScheduled;
  private int tradeDate;
  private int endedDate;
  private long lastPx;
  private long lowPx = Long.MAX_VALUE;
  private long highPx;
  private long places;
  private int cmdNo;

  /** What was said of customers' orders since the last call. */
  List<String> take() {
    var taken = List.copyOf(said);
    said.clear();
    return taken;
  }

  /** Every live order, in no order, as {@link #text}. */
  List<String> live() {
    return live.stream().map(order -> text(order)).sorted().toList();
  }

  void apply(long offset, VenueCommand command) {
    switch (command) {
      case InstrumentListing listing -> {
        // Its book is here.
      }
      case TradingPhaseChange change -> enter(change);
      case TradingHaltChange change -> {
        boolean matched = matches();
        halt = change.halt();
        if (!matched) {
          open();
        }
      }
      case OrderCommand order -> apply(offset, order);
    }
    trigger();
  }

  private void apply(long offset, OrderCommand command) {
    meet(command);
    cmdNo = command.header().cmdNo();
    switch (command) {
      case NewOrderSingle newOrder -> enter(new Order(newOrder, offset));
      case OrderCancelRequest cancel -> {
        var order = known.get(cancel.header().orderId());
        if (order == null) {
          reject(cancel, "REJECTED", "venue.unknown_order");
        } else if (!order.lives()) {
          reject(cancel, order.status, "venue.too_late_to_cancel");
        } else {
          end(order, "CANCELED", cmdNo, "");
        }
      }
      case OrderCancelReplaceRequest replace -> replace(replace);
    }
  }

  private void meet(OrderCommand command) {
    int date = command.header().tradeDate();
    if (date <= tradeDate) {
      return;
    }
    if (!isScheduled) {
      expire(date - 1);
      begin(date);
    } else if (command instanceof NewOrderSingle
        && (phase == TradingPhase.REGULAR || phase == TradingPhase.PRE_OPEN)) {
      endedDate = tradeDate;
      expire(tradeDate);
      phase = TradingPhase.CLOSED;
    }
  }

  private void enter(TradingPhaseChange change) {
    var before = phase;
    boolean isBack =
        change.tradeDate() < tradeDate
            || (isScheduled
                && change.tradeDate() == tradeDate
                && before == TradingPhase.REGULAR
                && change.phase() == TradingPhase.PRE_OPEN);
    if (isBack) {
      return;
    }
    isScheduled = true;
    if (change.tradeDate() > tradeDate) {
      expire(change.tradeDate() - 1);
      begin(change.tradeDate());
    }
    if (change.phase() == TradingPhase.POST_CLOSE
        || (change.phase() == TradingPhase.CLOSED && before == TradingPhase.REGULAR)) {
      endedDate = Math.max(endedDate, change.tradeDate());
      expire(change.tradeDate());
    }
    phase = change.phase();
    if (before != TradingPhase.REGULAR) {
      open();
    }
  }

  private void begin(int date) {
    tradeDate = date;
    known.values().removeIf(order -> !order.lives() && order.terms.header().tradeDate() < date);
  }

  private void expire(int throughDate) {
    for (var order : inOrderOfExpiry()) {
      if (order.lastDate() <= throughDate) {
        end(order, "EXPIRED", -1, "");
      }
    }
  }

  /** Buys and sells as they would trade, then those that wait as they would be triggered. */
  private List<Order> inOrderOfExpiry() {
    var all = new ArrayList<Order>();
    all.addAll(resting(Side.BUY));
    all.addAll(resting(Side.SELL));
    all.addAll(waiting(Side.BUY));
    all.addAll(waiting(Side.SELL));
    return all;
  }

  private void enter(Order order) {
    var refusal = refusalOf(order.terms);
    known.put(order.terms.header().orderId(), order);
    if (!refusal.isEmpty()) {
      order.status = "REJECTED";
      order.waits = false;
      say(order, "REJECTED", 0, 0, 0, refusal);
      return;
    }
    live.add(order);
    order.place = ++places;
    say(order, "NEW", 0, 0, 0, "");
    if (!order.waits) {
      match(order, 0);
    }
  }

  private String refusalOf(NewOrderSingle terms) {
    int date = terms.header().tradeDate();
    boolean isStop = terms.ordType() == OrdType.STOP || terms.ordType() == OrdType.STOP_LIMIT;
    boolean isImmediate =
        terms.timeInForce() == TimeInForce.IOC || terms.timeInForce() == TimeInForce.FOK;
    if (date < tradeDate) {
      return "venue.session_over";
    } else if (terms.price() <= 0) {
      return "venue.price_invalid";
    } else if (terms.orderQty() <= 0 || terms.orderQty() > MAX_QTY) {
      return "venue.quantity_invalid";
    } else if (isStop && terms.stopPx() <= 0) {
      return "venue.stop_price_invalid";
    } else if (terms.timeInForce() == TimeInForce.GTD
        && (terms.expireDate() < date || terms.expireDate() <= endedDate)) {
      return "venue.expire_date_invalid";
    } else if (halt != TradingHalt.NONE) {
      return halt == TradingHalt.HALTED ? "venue.halted" : "venue.cancel_only";
    } else if (phase == TradingPhase.REGULAR) {
      return "";
    } else if (phase != TradingPhase.PRE_OPEN && date <= tradeDate) {
      return "venue.market_closed";
    }
    return isImmediate ? "venue.not_in_auction" : "";
  }

  private void replace(OrderCancelReplaceRequest replace) {
    var order = known.get(replace.header().orderId());
    if (order == null) {
      reject(replace, "REJECTED", "venue.unknown_order");
    } else if (!order.lives()) {
      reject(replace, order.status, "venue.too_late_to_replace");
    } else if (replace.price() <= 0) {
      reject(replace, order.status, "venue.price_invalid");
    } else if (replace.orderQty() <= 0 || replace.orderQty() > MAX_QTY) {
      reject(replace, order.status, "venue.quantity_invalid");
    } else if (order.waits && replace.stopPx() <= 0) {
      reject(replace, order.status, "venue.stop_price_invalid");
    } else if (halt != TradingHalt.NONE) {
      reject(
          replace, order.status, halt == TradingHalt.HALTED ? "venue.halted" : "venue.cancel_only");
    } else if (phase == TradingPhase.CLOSED || phase == TradingPhase.POST_CLOSE) {
      reject(replace, order.status, "venue.market_closed");
    } else {
      replaced(order, replace);
    }
  }

  private void replaced(Order order, OrderCancelReplaceRequest replace) {
    boolean keepsItsPlace =
        replace.orderQty() <= order.orderQty
            && (order.waits ? replace.stopPx() == order.stopPx : replace.price() == order.price);
    order.price = replace.price();
    order.orderQty = Math.max(order.cumQty, replace.orderQty());
    if (order.waits) {
      order.stopPx = replace.stopPx();
    }
    if (order.orderQty == order.cumQty) {
      order.status = "FILLED";
      live.remove(order);
    }
    say(order, "REPLACED", cmdNo, 0, 0, "");
    if (order.lives() && !keepsItsPlace) {
      order.place = ++places;
      if (!order.waits) {
        match(order, cmdNo);
      }
    }
  }

  /** Trades an order that came or came again, and lets it rest or leave. */
  private void match(Order order, int answeredCmdNo) {
    if (!matches()) {
      return;
    }
    boolean isImmediate =
        order.isMarket()
            || order.terms.timeInForce() == TimeInForce.IOC
            || order.terms.timeInForce() == TimeInForce.FOK;
    if (order.terms.timeInForce() == TimeInForce.FOK && !isFillable(order)) {
      end(order, "CANCELED", answeredCmdNo, "venue.not_fillable");
      return;
    }
    var stopped = tradeOn(order, answeredCmdNo);
    if (order.lives() && stopped == Stopped.BY_ITS_OWN_ACCOUNT) {
      end(order, "CANCELED", answeredCmdNo, "venue.self_trade");
    } else if (order.lives() && isImmediate) {
      end(order, "CANCELED", answeredCmdNo, "venue.not_matched");
    }
  }

  private Stopped tradeOn(Order order, int answeredCmdNo) {
    for (var other : resting(opposite(order.side()))) {
      if (!order.lives() || !accepts(order, other.price)) {
        return Stopped.BY_NOTHING;
      }
      if (order.account() != 0 && order.account() == other.account()) {
        return Stopped.BY_ITS_OWN_ACCOUNT;
      }
      trade(
          order, answeredCmdNo, other, other.price, Math.min(order.leavesQty(), other.leavesQty()));
    }
    return Stopped.BY_NOTHING;
  }

  private boolean isFillable(Order order) {
    long there = 0;
    for (var other : resting(opposite(order.side()))) {
      if (!accepts(order, other.price)
          || (order.account() != 0 && order.account() == other.account())) {
        break;
      }
      there += other.leavesQty();
    }
    return there >= order.leavesQty();
  }

  private void trade(Order incoming, int answeredCmdNo, Order resting, long price, long quantity) {
    lastPx = price;
    lowPx = Math.min(lowPx, price);
    highPx = Math.max(highPx, price);
    fill(incoming, quantity);
    say(incoming, "TRADE", answeredCmdNo, quantity, price, "");
    fill(resting, quantity);
    say(resting, "TRADE", -1, quantity, price, "");
  }

  private void fill(Order order, long quantity) {
    order.cumQty += quantity;
    order.status = order.cumQty == order.orderQty ? "FILLED" : "PARTIALLY_FILLED";
    if (!order.lives()) {
      live.remove(order);
    }
  }

  private void trigger() {
    if (!matches()) {
      return;
    }
    while (true) {
      var buy = waiting(Side.BUY).stream().filter(o -> o.stopPx <= highPx).findFirst();
      var sell = waiting(Side.SELL).stream().filter(o -> o.stopPx >= lowPx).findFirst();
      var next =
          buy.isPresent() && (sell.isEmpty() || buy.get().handle < sell.get().handle) ? buy : sell;
      if (next.isEmpty()) {
        break;
      }
      var order = next.get();
      order.waits = false;
      order.place = ++places;
      say(order, "TRIGGERED", -1, 0, 0, "");
      match(order, -1);
    }
    lowPx = lastPx == 0 ? Long.MAX_VALUE : lastPx;
    highPx = lastPx;
  }

  /**
   * {@link AuctionPropertyTest} has a naive auction; here it counts what becomes of its outcome.
   */
  private void open() {
    if (!matches()) {
      return;
    }
    var outcome = Auction.hold(entries(Side.BUY), entries(Side.SELL), lastPx);
    for (long handle : outcome.selfTrades()) {
      end(byHandle(handle), "CANCELED", -1, "venue.self_trade");
    }
    for (var match : outcome.matches()) {
      long early = Math.min(match.buyOrderId(), match.sellOrderId());
      long late = Math.max(match.buyOrderId(), match.sellOrderId());
      trade(byHandle(late), -1, byHandle(early), outcome.price(), match.quantity());
    }
    for (var side : Side.values()) {
      resting(side).stream()
          .filter(Order::isMarket)
          .forEach(order -> end(order, "CANCELED", -1, "venue.not_matched"));
    }
  }

  private List<Entry> entries(Side side) {
    return resting(side).stream()
        .sorted(byPrice(side).thenComparing(order -> !order.isMarket()))
        .map(order -> new Entry(order.handle, order.account(), order.price, order.leavesQty()))
        .toList();
  }

  private Order byHandle(long handle) {
    return live.stream().filter(order -> order.handle == handle).findFirst().orElseThrow();
  }

  private boolean matches() {
    return phase == TradingPhase.REGULAR && halt == TradingHalt.NONE;
  }

  private List<Order> resting(Side side) {
    return live.stream()
        .filter(order -> order.side() == side && !order.waits)
        .sorted(byPrice(side).thenComparingLong(order -> order.place))
        .toList();
  }

  private static Comparator<Order> byPrice(Side side) {
    return Comparator.comparingLong(order -> side == Side.BUY ? -order.price : order.price);
  }

  private List<Order> waiting(Side side) {
    return live.stream()
        .filter(order -> order.side() == side && order.waits)
        .sorted(
            Comparator.<Order>comparingLong(o -> side == Side.BUY ? o.stopPx : -o.stopPx)
                .thenComparingLong(o -> o.place))
        .toList();
  }

  private static boolean accepts(Order order, long price) {
    return order.side() == Side.BUY ? price <= order.price : price >= order.price;
  }

  private static Side opposite(Side side) {
    return side == Side.BUY ? Side.SELL : Side.BUY;
  }

  private void end(Order order, String status, int answeredCmdNo, String reason) {
    order.status = status;
    order.waits = false;
    live.remove(order);
    say(order, status, answeredCmdNo, 0, 0, reason);
  }

  private void reject(OrderCommand command, String status, String reason) {
    if (command.header().accountId() != 0) {
      said.add(
          "%s CANCEL_REJECTED %s cmd %d %s"
              .formatted(command.header().orderId(), status, command.header().cmdNo(), reason));
    }
  }

  private void say(
      Order order, String execType, int answeredCmdNo, long lastQty, long lastPx, String reason) {
    if (order.account() != 0) {
      said.add(
          "%s %s cmd %d fill %d@%d %s"
              .formatted(text(order), execType, answeredCmdNo, lastQty, lastPx, reason));
    }
  }

  private static String text(Order order) {
    return "%s %s %d/%d left %d at %d stop %d"
        .formatted(
            order.terms.header().orderId(),
            order.status,
            order.cumQty,
            order.orderQty,
            order.leavesQty(),
            order.price,
            order.stopPx);
  }
}

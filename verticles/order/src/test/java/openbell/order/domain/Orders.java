package openbell.order.domain;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import openbell.model.ExecType;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;

/** Orders, reports and fees for the tests of this package. */
final class Orders {
  static final long ACCOUNT = 7;
  static final long PX = 1_000_000;
  static final int TRADE_DATE = 20_260_105;
  static final FeeSchedule NSE =
      new FeeSchedule(
          List.of(
              fee("brokerage", Optional.empty(), Set.of(), 300, 200_000),
              fee("exchange", Optional.empty(), Set.of(), 30, Long.MAX_VALUE),
              fee("stamp", Optional.of(Side.BUY), Set.of(), 150, Long.MAX_VALUE),
              fee(
                  "gst",
                  Optional.empty(),
                  Set.of("brokerage", "exchange"),
                  180_000,
                  Long.MAX_VALUE)));

  private Orders() {}

  private static FeeItem fee(
      String name, Optional<Side> side, Set<String> of, long ratePpm, long maximum) {
    return new FeeItem(name, side, of, ratePpm, RoundingMode.HALF_UP, 0, maximum);
  }

  static UUID id(long number) {
    return OrderId.uuidV7(1_767_600_000_000L, 0, number);
  }

  static OrderTerms terms(long number, Side side, long qty, long worstPx) {
    return new OrderTerms(
        id(number),
        ACCOUNT,
        ACCOUNT,
        "c" + number,
        "XNSE:TCS",
        "INR",
        side,
        OrdType.LIMIT,
        TimeInForce.DAY,
        Product.DELIVERY,
        qty,
        worstPx,
        0,
        worstPx,
        0,
        TRADE_DATE,
        0,
        List.of(),
        1_000);
  }

  /** A buy of 10 at {@link #PX}. */
  static Order buyOf10() {
    return Order.accepted(terms(1, Side.BUY, 10, PX), false);
  }

  /** A buy of 10 at {@link #PX} of another type or validity. */
  static Order buyOf10(OrdType type, TimeInForce validity, int expireDate, boolean queued) {
    var plain = terms(1, Side.BUY, 10, PX);
    var stopPx = type == OrdType.STOP || type == OrdType.STOP_LIMIT ? PX - 1_000 : 0;
    return Order.accepted(
        new OrderTerms(
            plain.orderId(),
            ACCOUNT,
            ACCOUNT,
            plain.clOrdId(),
            plain.symbol(),
            plain.currency(),
            Side.BUY,
            type,
            validity,
            Product.DELIVERY,
            10,
            PX,
            stopPx,
            PX,
            expireDate,
            TRADE_DATE,
            0,
            List.of(),
            1_000),
        queued);
  }

  /** A replace of an order as it is now. */
  static ReplaceOrder replace(Order order, OptionalLong qty, OptionalLong price) {
    return new ReplaceOrder(
        ACCOUNT,
        ACCOUNT,
        order.terms().orderId(),
        order.version(),
        qty,
        price,
        OptionalLong.empty(),
        0);
  }

  /** Risk has nothing against the new terms. */
  static Verdict allowed(long worstPx) {
    return new Verdict(List.of(), worstPx, TRADE_DATE, 0, "INR", false);
  }

  static ExecutionReport report(Order order, ExecType type, String execId) {
    return report(order, type, order.lastCmdNo(), execId);
  }

  static ExecutionReport report(Order order, ExecType type, int cmdNo, String execId) {
    return new ExecutionReport(
        "XNSE",
        TRADE_DATE,
        execId,
        order.terms().orderId(),
        order.terms().accountId(),
        type,
        0,
        0,
        "",
        "v1",
        "",
        cmdNo,
        2_000,
        Evidence.NONE);
  }

  static ExecutionReport trade(Order order, long qty, long px, String execId) {
    var plain = report(order, ExecType.TRADE, execId);
    return new ExecutionReport(
        plain.mic(),
        plain.tradeDate(),
        execId,
        plain.orderId(),
        plain.accountId(),
        ExecType.TRADE,
        px,
        qty,
        "m" + execId,
        plain.venueOrderId(),
        "",
        -1,
        2_000,
        Evidence.NONE);
  }

  /** A client's limit order of XNSE:TCS at {@link #PX}. */
  static PlaceOrder place(String key, String clOrdId, Side side, long qty) {
    return new PlaceOrder(
        ACCOUNT,
        ACCOUNT,
        key,
        "hash-" + side + qty,
        clOrdId,
        "XNSE:TCS",
        side,
        OrdType.LIMIT,
        TimeInForce.DAY,
        Product.DELIVERY,
        qty,
        PX,
        0,
        0,
        false,
        List.of(),
        0);
  }
}

package openbell.quotefanout.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import openbell.model.Decimals;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.account.AccountEvent;
import openbell.wire.account.FundsEvent;
import openbell.wire.account.OrderEvent;
import openbell.wire.order.Fill;
import openbell.wire.order.Order;

/**
 * The one place where account events get the words used outside: FIX's inside, plain ones in
 * streams (STYLE.md, glossary). Money, prices and quantities are decimal strings.
 */
public final class OrderFrames {
  private OrderFrames() {}

  /**
   * An event's JSON fields in order. {@code type} is the first word of the event ({@code order},
   * {@code funds}), {@code seq} the account's.
   */
  public static Map<String, Object> of(AccountEvent event) {
    var frame = new LinkedHashMap<String, Object>();
    var dot = event.getType().indexOf('.');
    frame.put("type", dot < 0 ? event.getType() : event.getType().substring(0, dot));
    frame.put("seq", event.getSeq());
    frame.put("event", event.getType());
    frame.put("at", instant(event.getRecordedAt()));
    switch (event.getBody().getBodyCase()) {
      case ORDER -> order(event.getBody().getOrder(), frame);
      case FUNDS -> funds(event.getBody().getFunds(), frame);
      case BODY_NOT_SET -> {}
    }
    return frame;
  }

  private static void order(OrderEvent event, Map<String, Object> frame) {
    var order = event.getOrder();
    frame.put("orderId", OrderId.of(order.getOrderId()).toString());
    text("clientOrderId", order.getClOrdId(), frame);
    text("venueOrderId", order.getVenueOrderId(), frame);
    frame.put("symbol", order.getSymbol());
    frame.put("side", Side.of(order.getSide()).name());
    frame.put("orderType", OrdType.of(order.getOrdType()).name());
    frame.put("validity", TimeInForce.of(order.getTimeInForce()).name());
    frame.put("status", status(order));
    frame.put("quantity", Decimals.formatQuantity(order.getOrderQty()));
    frame.put("filledQuantity", Decimals.formatQuantity(order.getCumQty()));
    frame.put("remainingQuantity", Decimals.formatQuantity(order.getLeavesQty()));
    money("price", order.getPrice(), frame);
    money("triggerPrice", order.getStopPx(), frame);
    if (order.getStopPx() != 0) {
      frame.put("triggered", order.getTriggered());
    }
    averagePrice(order, frame);
    money("charges", order.getCumCharges(), frame);
    frame.put("version", order.getVersion());
    reason(event, frame);
    if (event.hasFill()) {
      frame.put("fill", fill(event.getFill()));
    }
  }

  /** For display; rounded down to 1/10,000. */
  private static void averagePrice(Order order, Map<String, Object> frame) {
    if (order.getCumQty() > 0) {
      money("averagePrice", order.getCumNotional() / order.getCumQty(), frame);
    }
  }

  private static void reason(OrderEvent event, Map<String, Object> frame) {
    var code = event.getReason().isEmpty() ? event.getOrder().getReason() : event.getReason();
    if (!code.isEmpty()) {
      frame.put("reason", Map.of("code", code));
    }
  }

  private static Map<String, Object> fill(Fill fill) {
    var frame = new LinkedHashMap<String, Object>();
    frame.put("eventId", fill.getExecId());
    text("tradeId", fill.getTrdMatchId(), frame);
    frame.put("price", Decimals.formatMoney(fill.getLastPx()));
    frame.put("quantity", Decimals.formatQuantity(fill.getLastQty()));
    frame.put("charges", Decimals.formatMoney(fill.getCharges()));
    frame.put("at", instant(fill.getTransactTime()));
    return frame;
  }

  private static void funds(FundsEvent event, Map<String, Object> frame) {
    frame.put("currency", event.getCurrency());
    frame.put("amount", Decimals.formatMoney(event.getAmount()));
    text("reference", event.getReference(), frame);
  }

  private static String status(Order order) {
    return switch (OrdStatus.of(order.getOrdStatus())) {
      case PENDING_NEW -> order.getQueued() ? "QUEUED" : "PENDING";
      case NEW -> "OPEN";
      case PARTIALLY_FILLED -> "PARTIALLY_FILLED";
      case FILLED -> "FILLED";
      case CANCELED -> "CANCELLED";
      case REJECTED -> "REJECTED";
      case EXPIRED -> "EXPIRED";
      case PENDING_CANCEL -> "PENDING_CANCEL";
      case PENDING_REPLACE -> "PENDING_MODIFY";
    };
  }

  private static void money(String name, long scaled, Map<String, Object> frame) {
    if (scaled != 0) {
      frame.put(name, Decimals.formatMoney(scaled));
    }
  }

  private static void text(String name, String value, Map<String, Object> frame) {
    if (!value.isEmpty()) {
      frame.put(name, value);
    }
  }

  /** RFC 3339, UTC, microseconds. */
  private static String instant(long micros) {
    var text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    // Instant drops zeros in groups of three; the contract wants six digits always.
    var point = text.indexOf('.');
    var digits = point < 0 ? "" : text.substring(point + 1, text.length() - 1);
    var seconds = point < 0 ? text.substring(0, text.length() - 1) : text.substring(0, point);
    return seconds + "." + (digits + "000000").substring(0, 6) + "Z";
  }
}

package openbell.gateway.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.order.Order;
import openbell.wire.order.OrderTransition;

/** FIX's words inside, plain words outside: this is the REST door's dictionary. */
public final class ApiWords {
  static final Map<String, Side> SIDES = byName(Side.values());
  static final Map<String, OrdType> TYPES = byName(OrdType.values());
  static final Map<String, TimeInForce> VALIDITIES = byName(TimeInForce.values());
  static final Map<String, Product> PRODUCTS = byName(Product.values());

  /** QUEUED and PENDING are both FIX's PENDING_NEW. */
  static final Map<String, OrdStatus> STATUSES = statuses();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private ApiWords() {}

  /** An order's status outside. */
  static String status(Order order) {
    var status = OrdStatus.of(order.getOrdStatus());
    return status == OrdStatus.PENDING_NEW && order.getQueued() ? "QUEUED" : status(status);
  }

  /** The status after a transition. */
  static String status(OrderTransition transition) {
    var status = OrdStatus.of(transition.getOrdStatus());
    return status == OrdStatus.PENDING_NEW && transition.getQueued() ? "QUEUED" : status(status);
  }

  /** YYYYMMDD as an ISO date. */
  static String date(int yyyymmdd) {
    // One more digit in front keeps the zeros of the year.
    var digits = Integer.toString(100_000_000 + yyyymmdd);
    return digits.substring(1, 5) + '-' + digits.substring(5, 7) + '-' + digits.substring(7);
  }

  /** RFC 3339, UTC, microseconds. */
  public static String time(long micros) {
    return TIME.format(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L));
  }

  /** Microseconds since 1970. */
  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static String status(OrdStatus status) {
    return switch (status) {
      case PENDING_NEW -> "PENDING";
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

  private static Map<String, OrdStatus> statuses() {
    var words =
        Arrays.stream(OrdStatus.values())
            .collect(Collectors.toMap(ApiWords::status, Function.identity()));
    words.put("QUEUED", OrdStatus.PENDING_NEW);
    return Map.copyOf(words);
  }

  private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Enum::name, word -> word));
  }
}

package openbell.order;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import openbell.model.Addresses;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.OrderStore.ExplainView;
import openbell.order.OrderStore.HistoryView;
import openbell.order.OrderStore.OrderView;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.runtime.Bus;
import openbell.wire.order.ExplainOrderReply;
import openbell.wire.order.ExplainOrderRequest;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.ListOrdersRequest;
import openbell.wire.order.OrderHistoryReply;
import openbell.wire.order.OrderHistoryRequest;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;

/** Serves new orders and queries: decodes, refuses what is malformed, encodes answers. */
final class OrderIngress {
  private static final int MAX_KEY = 255;
  private static final int MAX_CL_ORD_ID = 64;
  private static final int MAX_TAGS = 10;
  private static final int MAX_TAG = 64;

  /** The year 9999, in microseconds: Postgres holds it. */
  private static final long END_OF_TIME = 253_370_764_800_000_000L;

  /** The most transitions, and the most levels, that one answer explains. */
  private static final int MAX_EXPLAINED = 500;

  private static final ExplainOrderReply UNEXPLAINED = ExplainOrderReply.getDefaultInstance();

  private static final OrderHistoryReply NO_HISTORY = OrderHistoryReply.getDefaultInstance();

  private final OrderService service;

  OrderIngress(OrderService service) {
    this.service = service;
  }

  Future<Void> serve(Bus bus) {
    return Future.all(
            bus.<PlaceOrderRequest>serve(Addresses.ORDER_PLACE, this::place),
            bus.<GetOrderRequest>serve(Addresses.ORDER_GET, this::get),
            bus.<ListOrdersRequest>serve(Addresses.ORDER_LIST, this::list),
            bus.<OrderHistoryRequest>serve(Addresses.ORDER_HISTORY, this::history),
            bus.<ExplainOrderRequest>serve(Addresses.ORDER_EXPLAIN, this::explain))
        .mapEmpty();
  }

  private Future<OrderReply> place(PlaceOrderRequest request) {
    var malformed = malformed(request);
    if (malformed.isPresent()) {
      return Future.succeededFuture(OrderMessages.refused(malformed.get()));
    }
    return service.place(decode(request)).map(OrderIngress::reply);
  }

  private static OrderReply reply(PlaceOutcome outcome) {
    return switch (outcome) {
      case PlaceOutcome.Accepted accepted -> OrderMessages.accepted(accepted.order(), false);
      case PlaceOutcome.Shared shared -> OrderMessages.accepted(shared.order(), true);
      case PlaceOutcome.Stored stored -> OrderMessages.stored(stored.answer());
      case Refused refused -> OrderMessages.refused(refused);
    };
  }

  static PlaceOrder decode(PlaceOrderRequest request) {
    return new PlaceOrder(
        request.getAccountId(),
        request.getUserId(),
        request.getIdempotencyKey(),
        HexFormat.of().formatHex(request.getRequestHash().toByteArray()),
        request.getClOrdId(),
        request.getSymbol(),
        Side.of(request.getSide()),
        OrdType.of(request.getOrdType()),
        TimeInForce.of(request.getTimeInForce()),
        Product.of(request.getProduct()),
        request.getOrderQty(),
        request.getPrice(),
        request.getStopPx(),
        request.getExpireDate(),
        request.getQueueIfClosed(),
        request.getTagsList(),
        request.getReceivedAt());
  }

  static Optional<Refused> malformed(PlaceOrderRequest request) {
    if (request.getSide().getNumber() == 0
        || request.getOrdType().getNumber() == 0
        || request.getTimeInForce().getNumber() == 0
        || request.getProduct().getNumber() == 0) {
      return refused("request.invalid", "Side, type, validity or product is missing.");
    }
    if (!isText(request.getIdempotencyKey(), 1, MAX_KEY)) {
      return refused(
          "idempotency.key_missing", "An idempotency key of 1 to 255 characters is needed.");
    }
    if (!isText(request.getClOrdId(), 0, MAX_CL_ORD_ID)) {
      return refused("request.invalid", "A clientOrderId has at most 64 printable characters.");
    }
    if (request.getTagsCount() > MAX_TAGS
        || !request.getTagsList().stream().allMatch(tag -> isText(tag, 1, MAX_TAG))) {
      return refused("request.invalid", "At most 10 tags of 1 to 64 printable characters.");
    }
    return isGtd(request) == isDate(request.getExpireDate())
        ? Optional.empty()
        : refused("request.invalid", "A GTD order, and no other, has its last trade date.");
  }

  private static boolean isGtd(PlaceOrderRequest request) {
    return request.getTimeInForce() == openbell.wire.common.TimeInForce.TIME_IN_FORCE_GTD;
  }

  private static boolean isDate(int yyyymmdd) {
    try {
      LocalDate.parse(Integer.toString(yyyymmdd), DateTimeFormatter.BASIC_ISO_DATE);
      return true;
    } catch (DateTimeParseException none) {
      return false;
    }
  }

  private static boolean isText(String text, int min, int max) {
    return text.length() >= min
        && text.length() <= max
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<Refused> refused(String code, String detail) {
    return Optional.of(Refused.of(400, code, detail));
  }

  private Future<GetOrderReply> get(GetOrderRequest request) {
    Future<Optional<OrderView>> found =
        switch (request.getOrderId().size()) {
          case 16 -> service.find(request.getAccountId(), OrderId.of(request.getOrderId()));
          case 0 -> service.findByClOrdId(request.getAccountId(), request.getClOrdId());
          default -> Future.succeededFuture(Optional.empty());
        };
    return found.map(
        view -> {
          var reply = GetOrderReply.newBuilder();
          view.ifPresent(order -> reply.setOrder(encode(order)));
          return reply.build();
        });
  }

  private static openbell.wire.order.Order encode(OrderView view) {
    List<openbell.wire.order.Fill> fills = view.fills().stream().map(OrderMessages::fill).toList();
    return OrderMessages.builder(view.order()).addAllFills(fills).build();
  }

  private Future<OrderHistoryReply> history(OrderHistoryRequest request) {
    if (request.getOrderId().size() != 16) {
      return Future.succeededFuture(NO_HISTORY);
    }
    var asOf = request.getAsOf() > 0 ? Math.min(request.getAsOf(), END_OF_TIME) : END_OF_TIME;
    return service
        .history(request.getAccountId(), OrderId.of(request.getOrderId()), asOf)
        .map(found -> found.map(OrderIngress::encode).orElse(NO_HISTORY));
  }

  private static OrderHistoryReply encode(HistoryView view) {
    return OrderHistoryReply.newBuilder()
        .setOrder(OrderMessages.order(view.order()))
        .addAllTransitions(view.transitions())
        .build();
  }

  private Future<ExplainOrderReply> explain(ExplainOrderRequest request) {
    if (request.getOrderId().size() != 16) {
      return Future.succeededFuture(UNEXPLAINED);
    }
    return service
        .explain(request.getAccountId(), OrderId.of(request.getOrderId()), MAX_EXPLAINED + 1)
        .map(found -> found.map(OrderIngress::encode).orElse(UNEXPLAINED));
  }

  private static ExplainOrderReply encode(ExplainView view) {
    return ExplainOrderReply.newBuilder()
        .setOrder(OrderMessages.order(view.order()))
        .addAllTransitions(view.transitions().stream().limit(MAX_EXPLAINED).toList())
        .setMore(view.transitions().size() > MAX_EXPLAINED)
        .addAllLevels(view.levels().stream().limit(MAX_EXPLAINED).toList())
        .build();
  }

  private Future<openbell.wire.order.ListOrdersReply> list(ListOrdersRequest request) {
    return OrderPages.page(request)
        .map(page -> service.list(page).map(orders -> OrderPages.reply(page, orders)))
        .orElseGet(() -> Future.succeededFuture(OrderPages.badCursor()));
  }
}

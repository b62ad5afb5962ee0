package openbell.order;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.order.OrderStore.Page;
import openbell.order.domain.Order;
import openbell.wire.common.Refusal;
import openbell.wire.order.ListOrdersReply;
import openbell.wire.order.ListOrdersRequest;

/**
 * Pages of an account's orders, newest first. A cursor is the last order's id: pages neither
 * overlap nor jump while orders arrive.
 */
final class OrderPages {
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;
  private static final UUID HIGHEST = new UUID(-1, -1);

  /** What fits into the 48 bits of a UUIDv7. */
  private static final long MAX_MILLIS = (1L << 48) - 1;

  private OrderPages() {}

  /** The page that a request asks for; empty if its cursor is none of ours. */
  static Optional<Page> page(ListOrdersRequest request) {
    var end = request.getTo() > 0 ? firstIdAt(request.getTo()) : HIGHEST;
    return before(request.getCursor(), end).map(before -> page(request, before));
  }

  private static Page page(ListOrdersRequest request, UUID before) {
    var statuses =
        request.getStatusesList().stream().map(status -> (short) status.getNumber()).toList();
    var limit = request.getLimit() <= 0 ? DEFAULT_LIMIT : Math.min(MAX_LIMIT, request.getLimit());
    return new Page(
        request.getAccountId(),
        statuses,
        request.getSymbol(),
        firstIdAt(Math.max(0, request.getFrom())),
        before,
        limit + 1);
  }

  /** The reply to a page of which one order more than the limit was read. */
  static ListOrdersReply reply(Page page, List<Order> orders) {
    var limit = page.limit() - 1;
    var shown = orders.subList(0, Math.min(limit, orders.size()));
    var reply = ListOrdersReply.newBuilder();
    shown.forEach(order -> reply.addOrders(OrderMessages.order(order)));
    if (orders.size() > limit) {
      reply.setNextCursor(cursor(shown.getLast().terms().orderId()));
    }
    return reply.build();
  }

  static ListOrdersReply badCursor() {
    return ListOrdersReply.newBuilder()
        .setRefused(
            Refusal.newBuilder()
                .setCode("request.cursor_invalid")
                .setDetail("The cursor is not one of an earlier page.")
                .setPointer("cursor"))
        .build();
  }

  private static Optional<UUID> before(String cursor, UUID end) {
    if (cursor.isEmpty()) {
      return Optional.of(end);
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length != 16) {
        return Optional.empty();
      }
      var buffer = ByteBuffer.wrap(bytes);
      return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String cursor(UUID orderId) {
    var bytes = ByteBuffer.allocate(16);
    bytes.putLong(orderId.getMostSignificantBits()).putLong(orderId.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The lowest id of the millisecond of an instant. */
  private static UUID firstIdAt(long micros) {
    return new UUID(Math.min(MAX_MILLIS, micros / 1_000) << 16, 0);
  }
}

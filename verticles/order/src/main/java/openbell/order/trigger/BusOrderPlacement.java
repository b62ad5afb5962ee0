package openbell.order.trigger;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.order.trigger.domain.Trigger;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.OrderReply;
import openbell.wire.order.PlaceOrderRequest;

/**
 * Sends the order to the intake that takes everybody's. Its idempotency key and its clOrdId are the
 * trigger's: the key answers a repetition for a day, the clOrdId refuses a second order for ever.
 */
final class BusOrderPlacement implements OrderPlacement {
  private static final long TIMEOUT_MS = 5_000;
  private static final String IN_PROGRESS = "idempotency.in_progress";
  private static final String CL_ORD_ID_TAKEN = "order.client_order_id_reused";

  private final Bus bus;

  BusOrderPlacement(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<Outcome> place(Trigger trigger) {
    return bus.<OrderReply>request(Addresses.ORDER_PLACE, request(trigger), TIMEOUT_MS)
        .compose(
            reply ->
                reply.hasAccepted()
                    ? Future.succeededFuture(
                        new Outcome.Placed(OrderId.of(reply.getAccepted().getOrderId())))
                    : refused(trigger, reply.getRefused()));
  }

  private Future<Outcome> refused(Trigger trigger, OrderRefused refused) {
    var code = refused.getRefusals(0).getCode();
    return switch (code) {
      case IN_PROGRESS ->
          Future.failedFuture(Fault.unavailable(code, "The account is busy.", null));
      case CL_ORD_ID_TAKEN -> placedBefore(trigger);
      default -> Future.succeededFuture(new Outcome.Refused(code));
    };
  }

  /** The key is forgotten after a day, the order is not. */
  private Future<Outcome> placedBefore(Trigger trigger) {
    var request =
        GetOrderRequest.newBuilder()
            .setAccountId(trigger.accountId())
            .setClOrdId(name(trigger))
            .build();
    return bus.<GetOrderReply>request(Addresses.ORDER_GET, request, TIMEOUT_MS)
        .map(
            reply ->
                reply.getOrder().getTagsList().contains(name(trigger))
                    ? new Outcome.Placed(OrderId.of(reply.getOrder().getOrderId()))
                    : new Outcome.Refused(CL_ORD_ID_TAKEN));
  }

  private static PlaceOrderRequest request(Trigger trigger) {
    var leg = trigger.legs().get(trigger.met().orElseThrow().leg());
    var name = name(trigger);
    return PlaceOrderRequest.newBuilder()
        .setAccountId(trigger.accountId())
        .setUserId(trigger.userId())
        .setIdempotencyKey(name)
        .setRequestHash(sha256(name))
        .setClOrdId(name)
        .setSymbol(trigger.symbol())
        .setSide(leg.side().wire())
        .setOrdType(leg.ordType().wire())
        .setTimeInForce(leg.timeInForce().wire())
        .setProduct(leg.product().wire())
        .setOrderQty(leg.orderQty())
        .setPrice(leg.price())
        .addTags(name)
        .setQueueIfClosed(true)
        .build();
  }

  private static String name(Trigger trigger) {
    return (trigger.legs().size() == 1 ? "gtt:" : "oco:") + trigger.triggerId();
  }

  private static ByteString sha256(String text) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}

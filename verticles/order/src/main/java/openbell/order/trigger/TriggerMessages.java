package openbell.order.trigger;

import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.Refused;
import openbell.order.trigger.domain.Condition;
import openbell.order.trigger.domain.Leg;
import openbell.order.trigger.domain.Trigger;
import openbell.wire.common.Refusal;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.TriggerLeg;
import openbell.wire.order.TriggerReply;

/** Triggers on the wire. */
final class TriggerMessages {
  private TriggerMessages() {}

  static openbell.wire.order.Trigger trigger(Trigger trigger) {
    var message =
        openbell.wire.order.Trigger.newBuilder()
            .setTriggerId(OrderId.toBytes(trigger.triggerId()))
            .setAccountId(trigger.accountId())
            .setSymbol(trigger.symbol())
            .setStatus(trigger.status().wire())
            .setVersion(trigger.version())
            .setReason(trigger.reason())
            .setExpireDate(trigger.expireDate())
            .setCreatedAt(trigger.createdAt())
            .setUpdatedAt(trigger.updatedAt());
    trigger.legs().forEach(leg -> message.addLegs(leg(leg)));
    trigger.met().ifPresent(met -> message.setMetLeg(met.leg()).setMetPx(met.px()));
    trigger.orderId().ifPresent(orderId -> message.setOrderId(OrderId.toBytes(orderId)));
    return message.build();
  }

  static TriggerReply accepted(Trigger trigger) {
    return TriggerReply.newBuilder().setTrigger(trigger(trigger)).build();
  }

  static TriggerReply refused(Refused refused) {
    var message = OrderRefused.newBuilder().setStatus(refused.status());
    refused
        .refusals()
        .forEach(
            one ->
                message.addRefusals(
                    Refusal.newBuilder()
                        .setCode(one.code())
                        .setDetail(one.detail())
                        .setPointer(one.pointer())
                        .setHint(one.hint())));
    return TriggerReply.newBuilder().setRefused(message).build();
  }

  /** The leg of a message of which nothing is unspecified, with its condition. */
  static Leg leg(TriggerLeg leg, Condition condition) {
    return new Leg(
        condition,
        leg.getTriggerPx(),
        Side.of(leg.getSide()),
        OrdType.of(leg.getOrdType()),
        TimeInForce.of(leg.getTimeInForce()),
        Product.of(leg.getProduct()),
        leg.getOrderQty(),
        leg.getPrice());
  }

  private static TriggerLeg leg(Leg leg) {
    return TriggerLeg.newBuilder()
        .setCondition(leg.condition().wire())
        .setTriggerPx(leg.triggerPx())
        .setSide(leg.side().wire())
        .setOrdType(leg.ordType().wire())
        .setTimeInForce(leg.timeInForce().wire())
        .setProduct(leg.product().wire())
        .setOrderQty(leg.orderQty())
        .setPrice(leg.price())
        .build();
  }
}

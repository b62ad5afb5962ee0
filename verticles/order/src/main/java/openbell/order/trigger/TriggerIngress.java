package openbell.order.trigger;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.order.domain.Refused;
import openbell.order.trigger.domain.LegChange;
import openbell.runtime.Bus;
import openbell.wire.common.OrdType;
import openbell.wire.common.Product;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.CancelTriggerRequest;
import openbell.wire.order.GetTriggerRequest;
import openbell.wire.order.ListTriggersReply;
import openbell.wire.order.ListTriggersRequest;
import openbell.wire.order.ModifyTriggerRequest;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.TriggerCondition;
import openbell.wire.order.TriggerLeg;
import openbell.wire.order.TriggerLegChange;
import openbell.wire.order.TriggerReply;
import openbell.wire.order.TriggerStatus;

/** Serves the addresses of triggers: decodes, refuses what is malformed, encodes answers. */
final class TriggerIngress {
  private static final int MAX_KEY = 255;
  private static final int MAX_LIMIT = 500;
  private static final UUID HIGHEST = new UUID(-1, -1);

  private final TriggerService service;

  TriggerIngress(TriggerService service) {
    this.service = service;
  }

  Future<Void> serve(Bus bus) {
    return Future.all(
            bus.<NewTriggerRequest>serve(Addresses.ORDER_NEW_TRIGGER, this::create),
            bus.<ModifyTriggerRequest>serve(Addresses.ORDER_MODIFY_TRIGGER, this::modify),
            bus.<CancelTriggerRequest>serve(Addresses.ORDER_CANCEL_TRIGGER, this::cancel),
            bus.<GetTriggerRequest>serve(Addresses.ORDER_TRIGGER, this::find),
            bus.<ListTriggersRequest>serve(Addresses.ORDER_TRIGGERS, this::list))
        .mapEmpty();
  }

  private Future<TriggerReply> create(NewTriggerRequest request) {
    return malformed(request).map(TriggerIngress::refused).orElseGet(() -> service.create(request));
  }

  private static Optional<Refused> malformed(NewTriggerRequest request) {
    if (request.getIdempotencyKey().isEmpty() || request.getIdempotencyKey().length() > MAX_KEY) {
      return no("idempotency.key_missing", "An idempotency key of 1 to 255 characters is needed.");
    }
    if (request.getLegsCount() < 1 || request.getLegsCount() > 2) {
      return no("request.invalid", "A trigger has one or two legs.");
    }
    if (!request.getLegsList().stream().allMatch(TriggerIngress::isWhole)) {
      return no("request.invalid", "A leg lacks its trigger price, side, quantity or kind.");
    }
    return isDate(request.getExpireDate())
        ? Optional.empty()
        : no("request.invalid", "The expiry is no date.");
  }

  private static boolean isWhole(TriggerLeg leg) {
    var type = leg.getOrdType();
    return leg.getTriggerPx() > 0
        && leg.getOrderQty() > 0
        && leg.getPrice() >= 0
        && isKnown(leg)
        && (type == OrdType.ORD_TYPE_MARKET || type == OrdType.ORD_TYPE_LIMIT);
  }

  /** No enum is unspecified or of a later version; the condition may be left to us. */
  private static boolean isKnown(TriggerLeg leg) {
    return leg.getSideValue() > 0
        && leg.getSide() != Side.UNRECOGNIZED
        && leg.getProductValue() > 0
        && leg.getProduct() != Product.UNRECOGNIZED
        && leg.getTimeInForceValue() > 0
        && leg.getTimeInForce() != TimeInForce.UNRECOGNIZED
        && leg.getTimeInForce() != TimeInForce.TIME_IN_FORCE_GTD
        && leg.getCondition() != TriggerCondition.UNRECOGNIZED;
  }

  private static boolean isDate(int yyyymmdd) {
    try {
      return yyyymmdd == 0
          || LocalDate.of(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100).getYear() > 0;
    } catch (DateTimeException malformed) {
      return false;
    }
  }

  private Future<TriggerReply> modify(ModifyTriggerRequest request) {
    var unfit =
        request.getChangesList().stream()
            .anyMatch(
                change ->
                    change.getLeg() < 0
                        || change.getLeg() >= request.getLegs()
                        || (change.hasTriggerPx() && change.getTriggerPx() <= 0)
                        || (change.hasOrderQty() && change.getOrderQty() <= 0)
                        || (change.hasPrice() && change.getPrice() <= 0));
    if (unfit || request.getChangesCount() == 0) {
      return refused(Refused.of(400, "request.invalid", "Not a change of its legs."));
    }
    return id(request.getTriggerId())
        .map(
            triggerId ->
                service.modify(
                    request.getAccountId(),
                    triggerId,
                    request.getLegs(),
                    request.getVersion(),
                    request.getChangesList().stream().map(TriggerIngress::change).toList()))
        .orElseGet(TriggerIngress::unknown);
  }

  private static LegChange change(TriggerLegChange change) {
    return new LegChange(
        change.getLeg(),
        optional(change.hasTriggerPx(), change.getTriggerPx()),
        optional(change.hasPrice(), change.getPrice()),
        optional(change.hasOrderQty(), change.getOrderQty()));
  }

  private static OptionalLong optional(boolean present, long value) {
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private Future<TriggerReply> cancel(CancelTriggerRequest request) {
    return id(request.getTriggerId())
        .map(id -> service.cancel(request.getAccountId(), id, request.getLegs()))
        .orElseGet(TriggerIngress::unknown);
  }

  private Future<TriggerReply> find(GetTriggerRequest request) {
    return id(request.getTriggerId())
        .map(id -> service.find(request.getAccountId(), id, request.getLegs()))
        .orElseGet(TriggerIngress::unknown);
  }

  private Future<ListTriggersReply> list(ListTriggersRequest request) {
    var limit = Math.clamp(request.getLimit(), 1, MAX_LIMIT);
    var statuses =
        request.getStatusesList().stream()
            .filter(status -> status != TriggerStatus.UNRECOGNIZED)
            .map(status -> (short) status.getNumber())
            .toList();
    var before = id(request.getBefore()).orElse(HIGHEST);
    return service
        .list(request.getAccountId(), request.getLegs(), statuses, before, limit + 1)
        .map(
            found -> {
              var reply = ListTriggersReply.newBuilder().setMore(found.size() > limit);
              found.stream()
                  .limit(limit)
                  .forEach(trigger -> reply.addTriggers(TriggerMessages.trigger(trigger)));
              return reply.build();
            });
  }

  private static Optional<UUID> id(ByteString bytes) {
    return bytes.size() == 16 ? Optional.of(OrderId.of(bytes)) : Optional.empty();
  }

  private static Future<TriggerReply> unknown() {
    return refused(Refused.of(404, "trigger.unknown", "The account has no such trigger."));
  }

  private static Optional<Refused> no(String code, String detail) {
    return Optional.of(Refused.of(400, code, detail));
  }

  private static Future<TriggerReply> refused(Refused refused) {
    return Future.succeededFuture(TriggerMessages.refused(refused));
  }
}

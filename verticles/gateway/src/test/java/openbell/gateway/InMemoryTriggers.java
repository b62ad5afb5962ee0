package openbell.gateway;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.wire.common.Refusal;
import openbell.wire.order.CancelTriggerRequest;
import openbell.wire.order.GetTriggerRequest;
import openbell.wire.order.ListTriggersReply;
import openbell.wire.order.ListTriggersRequest;
import openbell.wire.order.ModifyTriggerRequest;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.Trigger;
import openbell.wire.order.TriggerReply;
import openbell.wire.order.TriggerStatus;

/** Keeps triggers, once per key; refuses those of XNSE:TCS. Those of XNSE:SBIN are met at once. */
final class InMemoryTriggers {
  private static final long CREATED_AT = 1_764_000_000_123_456L;

  /** Every new one that came, and every change. */
  final List<NewTriggerRequest> requests = new ArrayList<>();

  final List<ModifyTriggerRequest> changes = new ArrayList<>();

  private final Map<String, Trigger> byKey = new ConcurrentHashMap<>();

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
    requests.add(request);
    if (request.getSymbol().equals("XNSE:TCS")) {
      return refused(422, "order.price_off_tick", "/legs/1/triggerPrice");
    }
    var known = byKey.containsKey(request.getIdempotencyKey());
    var trigger = byKey.computeIfAbsent(request.getIdempotencyKey(), key -> trigger(request));
    return Future.succeededFuture(
        TriggerReply.newBuilder().setTrigger(trigger).setReplayed(known).build());
  }

  private static Trigger trigger(NewTriggerRequest request) {
    var trigger =
        Trigger.newBuilder()
            .setTriggerId(OrderId.toBytes(UUID.randomUUID()))
            .setAccountId(request.getAccountId())
            .setSymbol(request.getSymbol())
            .addAllLegs(request.getLegsList())
            .setStatus(TriggerStatus.TRIGGER_STATUS_ACTIVE)
            .setVersion(1)
            .setExpireDate(20_270_105)
            .setCreatedAt(CREATED_AT)
            .setUpdatedAt(CREATED_AT);
    if (request.getSymbol().equals("XNSE:SBIN")) {
      trigger
          .setStatus(TriggerStatus.TRIGGER_STATUS_REJECTED)
          .setMetLeg(1)
          .setMetPx(8_000_000)
          .setReason("funds.insufficient");
    }
    return trigger.build();
  }

  private Future<TriggerReply> modify(ModifyTriggerRequest request) {
    changes.add(request);
    return request.getVersion() == 1
        ? one(request.getAccountId(), request.getTriggerId(), request.getLegs())
        : refused(412, "trigger.version_mismatch", "");
  }

  private Future<TriggerReply> cancel(CancelTriggerRequest request) {
    return one(request.getAccountId(), request.getTriggerId(), request.getLegs());
  }

  private Future<TriggerReply> find(GetTriggerRequest request) {
    return one(request.getAccountId(), request.getTriggerId(), request.getLegs());
  }

  private Future<TriggerReply> one(long account, ByteString id, int legs) {
    return byKey.values().stream()
        .filter(one -> one.getAccountId() == account && one.getLegsCount() == legs)
        .filter(one -> one.getTriggerId().equals(id))
        .findFirst()
        .map(one -> Future.succeededFuture(TriggerReply.newBuilder().setTrigger(one).build()))
        .orElseGet(() -> refused(404, "trigger.unknown", ""));
  }

  private Future<ListTriggersReply> list(ListTriggersRequest request) {
    var found =
        byKey.values().stream()
            .filter(one -> one.getAccountId() == request.getAccountId())
            .filter(one -> one.getLegsCount() == request.getLegs())
            .limit(request.getLimit())
            .toList();
    return Future.succeededFuture(
        ListTriggersReply.newBuilder().addAllTriggers(found).setMore(!found.isEmpty()).build());
  }

  private static Future<TriggerReply> refused(int status, String code, String pointer) {
    return Future.succeededFuture(
        TriggerReply.newBuilder()
            .setRefused(
                OrderRefused.newBuilder()
                    .setStatus(status)
                    .addRefusals(
                        Refusal.newBuilder().setCode(code).setDetail("No.").setPointer(pointer)))
            .build());
  }
}

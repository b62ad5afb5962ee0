package openbell.gateway.api;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Problem.FieldError;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.runtime.InstrumentDirectory;
import openbell.runtime.Node;
import openbell.wire.order.CancelTriggerRequest;
import openbell.wire.order.GetTriggerRequest;
import openbell.wire.order.ListTriggersReply;
import openbell.wire.order.ListTriggersRequest;
import openbell.wire.order.OrderRefused;
import openbell.wire.order.Trigger;
import openbell.wire.order.TriggerReply;
import openbell.wire.order.TriggerStatus;

/**
 * {@code /gtt...} or {@code /oco...}: orders that wait for a price, with one leg or with two.
 * Decodes, asks the order module on the bus, and says its answer in plain words. Thread-safe; keeps
 * nothing.
 */
public final class TriggersApi {
  private static final int MAX_LIMIT = 500;
  private static final Map<String, TriggerStatus> STATUSES =
      Map.of(
          "ACTIVE", TriggerStatus.TRIGGER_STATUS_ACTIVE,
          "TRIGGERED", TriggerStatus.TRIGGER_STATUS_TRIGGERED,
          "REJECTED", TriggerStatus.TRIGGER_STATUS_REJECTED,
          "CANCELLED", TriggerStatus.TRIGGER_STATUS_CANCELLED,
          "EXPIRED", TriggerStatus.TRIGGER_STATUS_EXPIRED);

  private final InstrumentDirectory instruments;
  private final Bus bus;
  private final int legs;

  private TriggersApi(Node node, int legs) {
    this.instruments = node.instruments();
    this.bus = node.bus();
    this.legs = legs;
  }

  /** Those of one leg: good till triggered. */
  public static TriggersApi gtt(Node node) {
    return new TriggersApi(node, 1);
  }

  /** Those of two: one cancels the other. */
  public static TriggersApi oco(Node node) {
    return new TriggersApi(node, 2);
  }

  /** {@code POST}: 201 when it is stored. */
  public Future<Answer> create(Call call) {
    var form = TriggerForm.create(call.caller(), legs, call.body(), call.header("Idempotency-Key"));
    if (form.problem().isPresent()) {
      return refused(form.problem().get());
    }
    var listing = instruments.resolve(form.request().getSymbol());
    if (listing.isEmpty()) {
      return unknownInstrument();
    }
    var request = form.request().toBuilder().setSymbol(listing.get().getSymbol()).build();
    return bus.<TriggerReply>request(Addresses.ORDER_NEW_TRIGGER, request)
        .map(reply -> answer(reply, 201));
  }

  /** {@code PATCH /{id}} with If-Match. */
  public Future<Answer> modify(Call call) {
    return withId(
        call,
        id -> {
          var form = TriggerForm.modify(call.caller(), legs, call.body(), call.header("If-Match"));
          return form.problem().isPresent()
              ? refused(form.problem().get())
              : bus.<TriggerReply>request(
                      Addresses.ORDER_MODIFY_TRIGGER,
                      form.request().toBuilder().setTriggerId(id).build())
                  .map(reply -> answer(reply, 200));
        });
  }

  /** {@code DELETE /{id}}: cancelled when it answers; a second time it answers the same. */
  public Future<Answer> cancel(Call call) {
    return withId(
        call,
        id ->
            bus.<TriggerReply>request(
                    Addresses.ORDER_CANCEL_TRIGGER,
                    CancelTriggerRequest.newBuilder()
                        .setAccountId(call.caller().accountId())
                        .setUserId(call.caller().userId())
                        .setTriggerId(id)
                        .setLegs(legs)
                        .build())
                .map(reply -> answer(reply, 200)));
  }

  /** {@code GET /{id}}. */
  public Future<Answer> find(Call call) {
    return withId(
        call,
        id ->
            bus.<TriggerReply>request(
                    Addresses.ORDER_TRIGGER,
                    GetTriggerRequest.newBuilder()
                        .setAccountId(call.caller().accountId())
                        .setTriggerId(id)
                        .setLegs(legs)
                        .build())
                .map(reply -> answer(reply, 200)));
  }

  /** {@code GET ?status=&limit=&cursor=}, newest first. */
  public Future<Answer> list(Call call) {
    var query = call.query();
    var request =
        ListTriggersRequest.newBuilder()
            .setAccountId(call.caller().accountId())
            .setLegs(legs)
            .setLimit((int) query.integer("limit", 100, 1, MAX_LIMIT));
    query.word("status", STATUSES).ifPresent(request::addStatuses);
    cursor(query).map(OrderId::toBytes).ifPresent(request::setBefore);
    return query
        .problem()
        .map(TriggersApi::refused)
        .orElseGet(
            () ->
                bus.<ListTriggersReply>request(Addresses.ORDER_TRIGGERS, request.build())
                    .map(TriggersApi::page));
  }

  private static Optional<UUID> cursor(Fields query) {
    var text = query.text("cursor", 64);
    var id = text.flatMap(OrderId::parse);
    if (text.isPresent() && id.isEmpty()) {
      query.fault("cursor", "request.invalid_value", "This is no cursor of ours.");
    }
    return id;
  }

  private static Answer page(ListTriggersReply reply) {
    var data = new JsonArray();
    for (Trigger trigger : reply.getTriggersList()) {
      data.add(ApiTrigger.json(trigger));
    }
    var body = new JsonObject().put("data", data);
    if (reply.getMore()) {
      var last = reply.getTriggers(reply.getTriggersCount() - 1);
      body.put("nextCursor", OrderId.of(last.getTriggerId()).toString());
    }
    return Answer.ok(body);
  }

  private static Future<Answer> withId(Call call, Function<ByteString, Future<Answer>> work) {
    return OrderId.parse(call.path("triggerId"))
        .map(id -> work.apply(OrderId.toBytes(id)))
        .orElseGet(
            () ->
                Future.succeededFuture(
                    Answer.refused(404, "trigger.unknown", "You have no such order.")));
  }

  /** A listing that nobody knows, or a node that does not know its listings yet. */
  private Future<Answer> unknownInstrument() {
    return instruments.loaded().succeeded()
        ? refused(
            Problem.refused(
                422,
                "instrument.unknown",
                "There is no such listing.",
                List.of(new FieldError("/symbol", "instrument.unknown", "No such listing.")),
                ""))
        : Future.failedFuture(
            Fault.unavailable("system.starting", "The listings are not known yet.", null));
  }

  private static Answer answer(TriggerReply reply, int status) {
    return switch (reply.getOutcomeCase()) {
      case TRIGGER ->
          new Answer.Success(status, ApiTrigger.json(reply.getTrigger()), headers(reply));
      case REFUSED -> new Refused(problem(reply.getRefused()));
      case OUTCOME_NOT_SET -> throw new IllegalStateException("a trigger reply without outcome");
    };
  }

  private static Map<String, String> headers(TriggerReply reply) {
    var eTag = "\"" + reply.getTrigger().getVersion() + "\"";
    return reply.getReplayed()
        ? Map.of("ETag", eTag, "Idempotent-Replayed", "true")
        : Map.of("ETag", eTag);
  }

  private static Problem problem(OrderRefused refused) {
    var first = refused.getRefusals(0);
    if (first.getCode().equals("idempotency.in_progress")) {
      return Problem.later(409, first.getCode(), first.getDetail());
    }
    var errors =
        refused.getRefusalsList().stream()
            .map(one -> new FieldError(one.getPointer(), one.getCode(), one.getDetail()))
            .toList();
    return Problem.refused(
        refused.getStatus(), first.getCode(), first.getDetail(), errors, first.getHint());
  }

  private static Future<Answer> refused(Problem problem) {
    return Future.succeededFuture(new Refused(problem));
  }
}

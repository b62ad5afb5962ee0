package openbell.gateway.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Limit;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskChangeReply;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingReply;
import openbell.wire.risk.RiskStandingRequest;

/**
 * {@code /admin/v1/limits}, {@code /halts}, {@code /restrictions}: what staff have set, in force on
 * every node within a second. A change is written down before it is asked for and when it is done.
 * Thread-safe; keeps nothing.
 */
public final class LimitsApi {
  private static final int MAX_REASON = 200;
  private static final int MAX_KEY = 32;

  private final Bus bus;
  private final StaffAudit audit;

  public LimitsApi(Bus bus, StaffAudit audit) {
    this.bus = bus;
    this.audit = audit;
  }

  /** {@code GET /admin/v1/limits}. */
  public Future<Answer> limits(Call call) {
    return list(call, reply -> reply.getLimitsList().stream().map(ApiLimit::json).toList());
  }

  /** {@code GET /admin/v1/halts}. */
  public Future<Answer> halts(Call call) {
    return list(call, reply -> reply.getHaltsList().stream().map(ApiLimit::json).toList());
  }

  /** {@code GET /admin/v1/restrictions}. */
  public Future<Answer> restrictions(Call call) {
    return list(call, reply -> reply.getRestrictionsList().stream().map(ApiLimit::json).toList());
  }

  /** {@code PUT /admin/v1/limits {"scope","key","name","value","reason"}}. */
  public Future<Answer> setLimit(Call call) {
    var body = call.body();
    var limit = limit(call, body);
    body.require("value");
    var value = ApiLimit.value(body, limit.getName());
    value.ifPresent(limit::setValue);
    return change(
        call,
        body,
        "limits.set",
        ApiLimit.name(limit.getName()) + " of " + of(limit),
        RiskChangeRequest.newBuilder().setLimit(limit));
  }

  /** {@code DELETE /admin/v1/limits?scope=&key=&name=&reason=}: the limit is taken away. */
  public Future<Answer> removeLimit(Call call) {
    var query = call.query();
    var limit = limit(call, query);
    return change(
        call,
        query,
        "limits.remove",
        ApiLimit.name(limit.getName()) + " of " + of(limit),
        RiskChangeRequest.newBuilder().setLimit(limit));
  }

  private static Limit.Builder limit(Call call, Fields fields) {
    var limit = Limit.newBuilder().setSetBy(call.caller().userId());
    fields.require("scope");
    fields.word("scope", ApiLimit.SCOPES).ifPresent(limit::setScope);
    fields.text("key", MAX_KEY).ifPresent(limit::setKey);
    fields.require("name");
    fields.word("name", ApiLimit.NAMES).ifPresent(limit::setName);
    return limit.setReason(fields.requiredText("reason", MAX_REASON));
  }

  private static String of(Limit.Builder limit) {
    var scope = limit.getScope().name().replace("LIMIT_SCOPE_", "");
    var value = limit.hasValue() ? ": " + limit.getValue() : "";
    return limit.getKey().isEmpty() ? scope + value : scope + " " + limit.getKey() + value;
  }

  /**
   * {@code PUT /admin/v1/halts {"key","halt","reason"}}: of a symbol, or of a market by its MIC.
   */
  public Future<Answer> setHalt(Call call) {
    var body = call.body();
    var halt =
        Halt.newBuilder()
            .setSetBy(call.caller().userId())
            .setKey(body.requiredText("key", MAX_KEY))
            .setReason(body.requiredText("reason", MAX_REASON));
    body.require("halt");
    body.word("halt", ApiLimit.HALTS).ifPresent(value -> halt.setHalt(value.wire()));
    return change(
        call,
        body,
        "halts.set",
        halt.getKey() + ": " + halt.getHalt(),
        RiskChangeRequest.newBuilder().setHalt(halt));
  }

  /** {@code PUT /admin/v1/restrictions {"symbol","restricted","reason"}}. */
  public Future<Answer> setRestriction(Call call) {
    var body = call.body();
    body.require("restricted");
    var restriction =
        Restriction.newBuilder()
            .setSetBy(call.caller().userId())
            .setSymbol(body.requiredText("symbol", MAX_KEY))
            .setRestricted(body.flag("restricted", false))
            .setReason(body.requiredText("reason", MAX_REASON));
    return change(
        call,
        body,
        "restrictions.set",
        restriction.getSymbol() + ": " + restriction.getRestricted(),
        RiskChangeRequest.newBuilder().setRestriction(restriction));
  }

  private Future<Answer> list(Call call, Function<RiskStandingReply, List<JsonObject>> part) {
    var problem = call.query().problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Answer.Refused(problem.get()));
    }
    return bus.<RiskStandingReply>request(
            Addresses.RISK_STANDING, RiskStandingRequest.getDefaultInstance())
        .map(
            reply ->
                Answer.ok(
                    new JsonObject()
                        .put("version", reply.getVersion())
                        .put("data", new JsonArray(part.apply(reply)))));
  }

  private Future<Answer> change(
      Call call, Fields fields, String action, String what, RiskChangeRequest.Builder change) {
    var problem = fields.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Answer.Refused(problem.get()));
    }
    var userId = call.caller().userId();
    return before(change)
        .compose(before -> audit.record(userId, action, what + "; before: " + before))
        .compose(recorded -> bus.<RiskChangeReply>request(Addresses.RISK_CHANGE, change.build()))
        .onSuccess(reply -> audit.recordDone(userId, action, outcome(what, reply)))
        .map(LimitsApi::answer);
  }

  /** What is set now of what the change is about. */
  private Future<String> before(RiskChangeRequest.Builder change) {
    return bus.<RiskStandingReply>request(
            Addresses.RISK_STANDING, RiskStandingRequest.getDefaultInstance())
        .map(standing -> ApiLimit.before(standing, change));
  }

  private static String outcome(String what, RiskChangeReply reply) {
    return reply.hasVersion()
        ? what + " is in version " + reply.getVersion()
        : what + " refused: " + reply.getRefusal().getDetail();
  }

  private static Answer answer(RiskChangeReply reply) {
    if (!reply.hasVersion()) {
      var refusal = reply.getRefusal();
      return new Answer.Refused(Problem.refused(422, refusal.getCode(), refusal.getDetail()));
    }
    return Answer.ok(new JsonObject().put("version", reply.getVersion()));
  }
}

package openbell.gateway.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.gateway.web.Fields;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.AccountControlsReply;
import openbell.wire.risk.AccountControlsRequest;
import openbell.wire.risk.SetAccountControlsRequest;

/**
 * The flags of accounts: {@code /me/controls} of the caller's own, {@code
 * /admin/v1/accounts/{accountId}/...} of any. A change is written down with its state before, and
 * again when it is done. Thread-safe; keeps nothing.
 */
public final class AccountControlsApi {
  private static final Pattern ACCOUNT = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int MAX_REASON = 200;

  private final Bus bus;
  private final StaffAudit audit;

  public AccountControlsApi(Bus bus, StaffAudit audit) {
    this.bus = bus;
    this.audit = audit;
  }

  /** {@code GET /me/controls}. */
  public Future<Answer> mine(Call call) {
    return find(call, call.caller().accountId());
  }

  /** {@code PUT /me/controls {"killSwitch":true}}: no new order, and all living ones cancelled. */
  public Future<Answer> setMine(Call call) {
    var body = call.body();
    body.require("killSwitch");
    var on = body.flag("killSwitch", false);
    var request = change(call, call.caller().accountId()).setUserKillSwitch(on);
    return set(call, body, "me.kill-switch", request.setReason("the holder's own").build());
  }

  /** {@code GET /admin/v1/accounts/{accountId}/controls}. */
  public Future<Answer> find(Call call) {
    var account = account(call);
    return account.isEmpty() ? unknown() : find(call, account.getAsLong());
  }

  /** {@code PUT .../kill-switch {"on","reason"}}. */
  public Future<Answer> killSwitch(Call call) {
    return setFlag(call, "on", "accounts.kill-switch");
  }

  /** {@code PUT .../restriction {"restricted","reason"}}: a user who may not trade at all. */
  public Future<Answer> restriction(Call call) {
    return setFlag(call, "restricted", "accounts.restriction");
  }

  /** {@code PUT .../close-only {"closeOnly","reason"}}. */
  public Future<Answer> closeOnly(Call call) {
    return setFlag(call, "closeOnly", "accounts.close-only");
  }

  private Future<Answer> setFlag(Call call, String field, String action) {
    var account = account(call);
    if (account.isEmpty()) {
      return unknown();
    }
    var body = call.body();
    body.require(field);
    var on = body.flag(field, false);
    var request =
        change(call, account.getAsLong()).setReason(body.requiredText("reason", MAX_REASON));
    switch (field) {
      case "on" -> request.setKillSwitch(on);
      case "restricted" -> request.setRestricted(on);
      case "closeOnly" -> request.setCloseOnly(on);
      default -> throw new IllegalArgumentException(field);
    }
    return set(call, body, action, request.build());
  }

  private static SetAccountControlsRequest.Builder change(Call call, long accountId) {
    return SetAccountControlsRequest.newBuilder()
        .setAccountId(accountId)
        .setSetBy(call.caller().userId());
  }

  private static OptionalLong account(Call call) {
    var text = call.path("accountId");
    return ACCOUNT.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private Future<Answer> find(Call call, long accountId) {
    var problem = call.query().problem();
    return problem.isPresent()
        ? Future.succeededFuture(new Answer.Refused(problem.get()))
        : ask(accountId)
            .compose(reply -> reply.hasControls() ? answer(reply.getControls()) : unknown());
  }

  private Future<AccountControlsReply> ask(long accountId) {
    return bus.request(
        Addresses.ACCOUNT_CONTROLS,
        AccountControlsRequest.newBuilder().setAccountId(accountId).build());
  }

  private Future<Answer> set(
      Call call, Fields body, String action, SetAccountControlsRequest request) {
    var problem = body.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Answer.Refused(problem.get()));
    }
    return ask(request.getAccountId())
        .compose(
            before ->
                before.hasControls()
                    ? set(call, action, request, before.getControls())
                    : unknown());
  }

  private Future<Answer> set(
      Call call, String action, SetAccountControlsRequest request, AccountControls before) {
    var userId = call.caller().userId();
    var asked = words(before) + "; asked: " + asked(request) + "; " + request.getReason();
    return audit
        .record(userId, action, asked)
        .compose(
            recorded -> bus.<AccountControlsReply>request(Addresses.SET_ACCOUNT_CONTROLS, request))
        .onSuccess(reply -> audit.recordDone(userId, action, words(reply.getControls())))
        .compose(reply -> reply.hasControls() ? answer(reply.getControls()) : unknown());
  }

  private static String words(AccountControls controls) {
    return "account "
        + controls.getAccountId()
        + ": holder's kill switch "
        + controls.getUserKillSwitch()
        + ", staff's "
        + controls.getKillSwitch()
        + ", restricted "
        + controls.getRestricted()
        + ", close only "
        + controls.getCloseOnly();
  }

  private static String asked(SetAccountControlsRequest request) {
    if (request.hasUserKillSwitch()) {
      return "holder's kill switch " + request.getUserKillSwitch();
    }
    if (request.hasKillSwitch()) {
      return "staff's kill switch " + request.getKillSwitch();
    }
    return request.hasRestricted()
        ? "restricted " + request.getRestricted()
        : "close only " + request.getCloseOnly();
  }

  private static Future<Answer> answer(AccountControls controls) {
    return Future.succeededFuture(
        Answer.ok(
            new JsonObject()
                .put("accountId", Long.toString(controls.getAccountId()))
                .put("killSwitch", controls.getUserKillSwitch())
                .put("staffKillSwitch", controls.getKillSwitch())
                .put("restricted", controls.getRestricted())
                .put("closeOnly", controls.getCloseOnly())
                .put("openOrders", controls.getOpenOrders())
                .put("cancelling", controls.getCancelling())));
  }

  private static Future<Answer> unknown() {
    return Future.succeededFuture(
        Answer.refused(404, "risk.account_unknown", "There is no such account."));
  }
}

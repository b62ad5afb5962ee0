package openbell.gateway;

import static openbell.gateway.GatewayFixture.await;
import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import openbell.model.Addresses;
import openbell.wire.common.OrdType;
import openbell.wire.common.Refusal;
import openbell.wire.common.TimeInForce;
import openbell.wire.common.TradingHalt;
import openbell.wire.common.TradingPhase;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.PreviewReply;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.AccountControlsReply;
import openbell.wire.risk.AccountControlsRequest;
import openbell.wire.risk.AccountLimits;
import openbell.wire.risk.AccountLimitsReply;
import openbell.wire.risk.AccountLimitsRequest;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Limit;
import openbell.wire.risk.LimitName;
import openbell.wire.risk.LimitScope;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskChangeReply;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingReply;
import openbell.wire.risk.RiskStandingRequest;
import openbell.wire.risk.RuleInputs;
import openbell.wire.risk.RulesReply;
import openbell.wire.risk.RulesRequest;
import openbell.wire.risk.SetAccountControlsRequest;
import openbell.wire.risk.TypeRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, limits, controls and previews at the edge; risk and order are fakes on the bus. */
@Timeout(120)
class RiskRoutesIT {
  private static final long AT = 1_772_445_600_000_000L;
  private static final List<RiskChangeRequest> CHANGES = new CopyOnWriteArrayList<>();
  private static final List<SetAccountControlsRequest> CONTROLS = new CopyOnWriteArrayList<>();
  private static final List<PlaceOrderRequest> PREVIEWS = new CopyOnWriteArrayList<>();

  private static GatewayFixture gateway;
  private static String admin;
  private static String trader;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    admin = gateway.token("admin");
    trader = gateway.token("trader1");
    var bus = gateway.node.bus();
    await(
        Future.all(
            List.of(
                bus.<RulesRequest>serve(Addresses.RISK_RULES, r -> done(rules())),
                bus.<AccountLimitsRequest>serve(Addresses.RISK_LIMITS, r -> done(limits())),
                bus.<RiskStandingRequest>serve(Addresses.RISK_STANDING, r -> done(standing())),
                bus.<RiskChangeRequest>serve(Addresses.RISK_CHANGE, RiskRoutesIT::change),
                bus.<AccountControlsRequest>serve(
                    Addresses.ACCOUNT_CONTROLS, r -> done(controls(r.getAccountId(), false))),
                bus.<SetAccountControlsRequest>serve(
                    Addresses.SET_ACCOUNT_CONTROLS, RiskRoutesIT::set),
                bus.<PlaceOrderRequest>serve(Addresses.ORDER_PREVIEW, RiskRoutesIT::preview))));
  }

  @BeforeEach
  void forget() {
    CHANGES.clear();
    CONTROLS.clear();
    PREVIEWS.clear();
  }

  private static <T> Future<T> done(T reply) {
    return Future.succeededFuture(reply);
  }

  private static RulesReply rules() {
    return RulesReply.newBuilder()
        .setInputs(
            RuleInputs.newBuilder()
                .setReferencePx(1_000_000)
                .setReferenceAgeMs(12)
                .setBandLow(800_000)
                .setBandHigh(1_200_000)
                .setTickSize(500)
                .setRoundLot(10)
                .setPhase(TradingPhase.TRADING_PHASE_REGULAR)
                .setHalt(TradingHalt.TRADING_HALT_NONE)
                .setLimitsVersion(3)
                .setCheckedAt(AT))
        .setMaxOrderQty(50_000)
        .setMaxOrderValue(1_000_000_000_000L)
        .setFatFingerBps(1_000)
        .setPriceBandBps(2_000)
        .setTradable(true)
        .setCurrency("INR")
        .setTradeDate(20_260_302)
        .addTypes(
            TypeRule.newBuilder()
                .setOrdType(OrdType.ORD_TYPE_LIMIT)
                .addValidities(TimeInForce.TIME_IN_FORCE_DAY))
        .build();
  }

  private static AccountLimitsReply limits() {
    return AccountLimitsReply.newBuilder()
        .setMaxOrderValue(1_000_000)
        .setLimits(AccountLimits.newBuilder().setVersion(3).setMaxPosition(7).setMaxDailyLoss(500))
        .build();
  }

  private static RiskStandingReply standing() {
    return RiskStandingReply.newBuilder()
        .setVersion(3)
        .addLimits(
            Limit.newBuilder()
                .setScope(LimitScope.LIMIT_SCOPE_ACCOUNT)
                .setKey("7")
                .setName(LimitName.LIMIT_NAME_MAX_EXPOSURE)
                .setValue(5_000_000)
                .setSetBy(9)
                .setSetAt(AT)
                .setReason("why"))
        .addHalts(Halt.newBuilder().setKey("XNSE").setHalt(TradingHalt.TRADING_HALT_HALTED))
        .addRestrictions(Restriction.newBuilder().setSymbol("XNSE:TCS").setRestricted(true))
        .build();
  }

  private static Future<RiskChangeReply> change(RiskChangeRequest request) {
    CHANGES.add(request);
    return done(
        request.getHalt().getKey().equals("nowhere")
            ? RiskChangeReply.newBuilder()
                .setRefusal(Refusal.newBuilder().setCode("risk.change_invalid").setDetail("No."))
                .build()
            : RiskChangeReply.newBuilder().setVersion(4).build());
  }

  private static AccountControlsReply controls(long account, boolean on) {
    return account == 404
        ? AccountControlsReply.getDefaultInstance()
        : AccountControlsReply.newBuilder()
            .setControls(AccountControls.newBuilder().setAccountId(account).setUserKillSwitch(on))
            .build();
  }

  private static Future<AccountControlsReply> set(SetAccountControlsRequest request) {
    CONTROLS.add(request);
    return done(controls(request.getAccountId(), request.getUserKillSwitch()));
  }

  private static Future<PreviewReply> preview(PlaceOrderRequest request) {
    PREVIEWS.add(request);
    return done(
        PreviewReply.newBuilder()
            .setStatus(423)
            .addRefusals(Refusal.newBuilder().setCode("risk.account_blocked").setDetail("No."))
            .addRefusals(
                Refusal.newBuilder()
                    .setCode("funds.insufficient")
                    .setDetail("No.")
                    .setPointer("/quantity")
                    .setHint("1.00"))
            .setHold(1_010_000)
            .setHoldAsset("INR")
            .setCharges(10_000)
            .setWorstPx(1_000_000)
            .setEstimatedQty(1)
            .setEstimatedAvgPx(999_500)
            .build());
  }

  private static HttpResponse<String> put(String path, String token, String body) throws Exception {
    return gateway.send(
        gateway
            .request(path, token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static String audited(String action) throws Exception {
    return (String)
        gateway.sql(
            "SELECT coalesce(max(detail), '') FROM ("
                + "SELECT audit_id, detail FROM gateway.audit WHERE action = $1"
                + " ORDER BY audit_id DESC LIMIT 1) AS newest",
            action);
  }

  @Test
  void rulesOfAnInstrumentAreShown() throws Exception {
    var shown = gateway.get("/api/v1/instruments/RELIANCE/rules", "");

    assertThat(json(shown))
        .isEqualTo(
            new JsonObject()
                .put("symbol", "RELIANCE")
                .put("currency", "INR")
                .put("tickSize", "0.05")
                .put("lotSize", "10")
                .put("maxQuantity", "50000")
                .put("maxOrderValue", "100000000.00")
                .put("fatFingerBps", 1_000)
                .put(
                    "priceBand",
                    new JsonObject()
                        .put("bps", 2_000)
                        .put("low", "80.00")
                        .put("high", "120.00")
                        .put("reference", "100.00")
                        .put("referenceAgeMs", 12))
                .put("phase", "REGULAR")
                .put("halt", "NONE")
                .put("tradable", true)
                .put("restricted", false)
                .put("tradeDate", "2026-03-02")
                .put("queuedOnly", false)
                .put(
                    "types",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("type", "LIMIT")
                                .put("validities", new JsonArray().add("DAY"))))
                .put("limitsVersion", 3)
                .put("checkedAt", "2026-03-02T10:00:00.000000Z"));
    assertThat(gateway.get("/api/v1/instruments/NOBODY/rules", "").statusCode()).isEqualTo(404);
  }

  @Test
  void limitsOfTheCallerAreShown() throws Exception {
    assertThat(json(gateway.get("/api/v1/me/limits", trader)))
        .isEqualTo(
            new JsonObject()
                .put("version", 3)
                .put("maxOrderValue", "100.00")
                .put("fatFingerBps", 0)
                .put("maxPosition", "7")
                .put("maxDailyLoss", "0.05"));
    assertThat(gateway.get("/api/v1/me/limits", "").statusCode()).isEqualTo(401);
  }

  @Test
  void holderSwitchesTheOwnAccountOff() throws Exception {
    var set = put("/api/v1/me/controls", trader, "{\"killSwitch\":true}");

    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(json(set).getBoolean("killSwitch")).isTrue();
    assertThat(CONTROLS)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getUserKillSwitch()).isTrue();
              assertThat(request.hasKillSwitch()).isFalse();
              assertThat(request.getSetBy()).isPositive();
            });
    assertThat(audited("me.kill-switch")).contains("asked: holder's kill switch true");
    assertThat(json(gateway.get("/api/v1/me/controls", trader)).getBoolean("killSwitch")).isFalse();
  }

  @Test
  void staffSwitchAnyAccountOff() throws Exception {
    var set = put("/admin/v1/accounts/7/kill-switch", admin, "{\"on\":true,\"reason\":\"fraud\"}");

    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(CONTROLS)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getKillSwitch()).isTrue();
              assertThat(request.hasUserKillSwitch()).isFalse();
              assertThat(request.getAccountId()).isEqualTo(7);
            });
    assertThat(audited("accounts.kill-switch"))
        .isEqualTo(
            "account 7: holder's kill switch false, staff's false, restricted false, close only"
                + " false; asked: staff's kill switch true; fraud");
  }

  @Test
  void limitIsSetAfterItIsWrittenDown() throws Exception {
    var set =
        put(
            "/admin/v1/limits",
            admin,
            """
            {"scope":"ACCOUNT","key":"7","name":"maxExposure","value":"1000.50","reason":"new"}
            """);

    assertThat(json(set)).isEqualTo(new JsonObject().put("version", 4));
    assertThat(CHANGES)
        .singleElement()
        .satisfies(change -> assertThat(change.getLimit().getValue()).isEqualTo(10_005_000));
    assertThat(audited("limits.set"))
        .isEqualTo("maxExposure of ACCOUNT 7: 10005000; before: 500.00");
    gateway.until(
        () -> {
          try {
            return audited("limits.set.done").endsWith("is in version 4");
          } catch (Exception failed) {
            throw new AssertionError(failed);
          }
        });
  }

  @Test
  void limitIsTakenAway() throws Exception {
    var removed =
        gateway.delete("/admin/v1/limits?scope=ACCOUNT&key=7&name=maxExposure&reason=over", admin);

    assertThat(removed.statusCode()).isEqualTo(200);
    assertThat(CHANGES)
        .singleElement()
        .satisfies(c -> assertThat(c.getLimit().hasValue()).isFalse());
  }

  @Test
  void whatIsSetIsListed() throws Exception {
    assertThat(json(gateway.get("/admin/v1/limits", admin)).getJsonArray("data"))
        .isEqualTo(
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("scope", "ACCOUNT")
                        .put("name", "maxExposure")
                        .put("value", "500.00")
                        .put("key", "7")
                        .put("setBy", "9")
                        .put("setAt", "2026-03-02T10:00:00.000000Z")
                        .put("reason", "why")));
    var halt = json(gateway.get("/admin/v1/halts", admin)).getJsonArray("data").getJsonObject(0);
    assertThat(halt.getString("key")).isEqualTo("XNSE");
    assertThat(halt.getString("halt")).isEqualTo("HALTED");
    assertThat(json(gateway.get("/admin/v1/restrictions", admin)).getJsonArray("data")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits       | {}                                                               | 400 | request.missing_field
          limits       | {"scope":"ALL","name":"maxPosition","value":"1","reason":"x"}    | 400 | request.invalid_value
          limits       | {"scope":"GLOBAL","name":"maxPosition","value":1,"reason":"x"}   | 400 | request.number_not_allowed
          limits       | {"scope":"GLOBAL","name":"maxPosition","value":"-1","reason":"x"} | 400 | request.invalid_decimal
          limits       | {"scope":"GLOBAL","name":"maxPosition","value":"1.5","reason":"x"} | 400 | request.invalid_decimal
          halts        | {"key":"nowhere","halt":"HALTED","reason":"x"}                   | 422 | risk.change_invalid
          halts        | {"key":"XNSE","halt":"MAYBE","reason":"x"}                       | 400 | request.invalid_value
          halts        | {"key":"XNSE","halt":"HALTED"}                                   | 400 | request.missing_field
          restrictions | {"symbol":"XNSE:TCS","reason":"x"}                               | 400 | request.missing_field
          restrictions | {"symbol":"XNSE:TCS","restricted":"yes","reason":"x"}            | 400 | request.invalid_value
          accounts/x/kill-switch   | {"on":true,"reason":"x"}                             | 404 | risk.account_unknown
          accounts/404/kill-switch | {"on":true,"reason":"x"}                             | 404 | risk.account_unknown
          accounts/7/kill-switch   | {"on":true}                                          | 400 | request.missing_field
          accounts/7/kill-switch   | {"on":true,"reason":"x","all":true}                  | 400 | request.unknown_field
          """)
  void hostileChangesAreRefused(String path, String body, int status, String code)
      throws Exception {
    var refused = put("/admin/v1/" + path, admin, body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).getString("code")).isEqualTo(code);
    assertThat(CONTROLS).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"trader1, 403, 403", "auditor, 200, 403", "admin, 200, 200"})
  void rolesDecideWhoLooksAndWhoChanges(String user, int looks, int changes) throws Exception {
    var token = gateway.token(user);

    assertThat(gateway.get("/admin/v1/limits", token).statusCode()).isEqualTo(looks);
    assertThat(gateway.get("/admin/v1/accounts/7/controls", token).statusCode()).isEqualTo(looks);
    assertThat(
            put("/admin/v1/halts", token, "{\"key\":\"XNSE\",\"halt\":\"NONE\",\"reason\":\"x\"}")
                .statusCode())
        .isEqualTo(changes);
    assertThat(
            put("/admin/v1/accounts/7/restriction", token, "{\"restricted\":true,\"reason\":\"x\"}")
                .statusCode())
        .isEqualTo(changes);
  }

  @Test
  void previewTellsAllThatStandsAgainstAnOrder() throws Exception {
    var body =
        """
        {"symbol":"RELIANCE","side":"BUY","type":"LIMIT","quantity":"1","price":"100.00"}
        """;

    var said = gateway.post("/api/v1/orders/preview", trader, body);

    assertThat(said.statusCode()).isEqualTo(200);
    assertThat(json(said))
        .isEqualTo(
            new JsonObject()
                .put("accepted", false)
                .put("status", 423)
                .put(
                    "violations",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("code", "risk.account_blocked")
                                .put("detail", "No."))
                        .add(
                            new JsonObject()
                                .put("code", "funds.insufficient")
                                .put("detail", "No.")
                                .put("pointer", "/quantity")
                                .put("hint", "1.00")))
                .put("wouldQueue", false)
                .put("hold", new JsonObject().put("asset", "INR").put("amount", "101.00"))
                .put("charges", "1.00")
                .put("worstPrice", "100.00")
                .put("estimatedQuantity", "1")
                .put("estimatedAveragePrice", "99.95"));
    assertThat(PREVIEWS)
        .singleElement()
        .satisfies(request -> assertThat(request.getSymbol()).isEqualTo("XNSE:RELIANCE"));
  }

  @Test
  void previewReadsItsBodyAsStrictlyAsAnOrder() throws Exception {
    var keyed =
        """
        {"symbol":"RELIANCE","side":"BUY","type":"LIMIT","quantity":"1","price":"100.00",
         "idempotencyKey":"k"}
        """;
    assertThat(gateway.post("/api/v1/orders/preview", trader, keyed).statusCode()).isEqualTo(200);
    assertThat(json(gateway.post("/api/v1/orders/preview", trader, "{}")).getString("code"))
        .isEqualTo("request.missing_field");
    assertThat(
            json(gateway.post("/api/v1/orders/preview", trader, keyed.replace("RELIANCE", "NO")))
                .getString("code"))
        .isEqualTo("instrument.unknown");
    assertThat(gateway.post("/api/v1/orders/preview", "", keyed).statusCode()).isEqualTo(401);
  }
}

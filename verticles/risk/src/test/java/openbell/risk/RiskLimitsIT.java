package openbell.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import openbell.embedded.EmbeddedStores;
import openbell.model.Addresses;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.Fault;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.wire.common.OrdType;
import openbell.wire.common.Refusal;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.common.TradingHalt;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;
import openbell.wire.risk.AccountLimitsReply;
import openbell.wire.risk.AccountLimitsRequest;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.Halt;
import openbell.wire.risk.HaltsReply;
import openbell.wire.risk.HaltsRequest;
import openbell.wire.risk.Limit;
import openbell.wire.risk.LimitName;
import openbell.wire.risk.LimitScope;
import openbell.wire.risk.OrderToCheck;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskChangeReply;
import openbell.wire.risk.RiskChangeRequest;
import openbell.wire.risk.RiskStandingReply;
import openbell.wire.risk.RiskStandingRequest;
import openbell.wire.risk.RulesReply;
import openbell.wire.risk.RulesRequest;
import openbell.wire.risk.SymbolHalt;
import openbell.wire.risk.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes that share nothing but a real Postgres: no cluster, so the bus carries no hint between
 * them.
 */
class RiskLimitsIT {
  private static final String RELIANCE = "XNSE:RELIANCE";
  private static final long STAFF = 42;

  private static Node first;
  private static Node second;

  @BeforeAll
  static void start() {
    var endpoints = Endpoints.read(EmbeddedStores.forTests().endpointsFile());
    List.of("runtime", "risk").forEach(schema -> Migrations.run(endpoints.postgres(), schema));
    first = node(endpoints);
    second = node(endpoints);
  }

  @AfterAll
  static void stop() {
    await(first.close());
    await(second.close());
  }

  private static Node node(Endpoints endpoints) {
    var config = Config.load("demo", null, Map.of(), List.of());
    var node = Node.on(Vertx.vertx(), config, endpoints);
    node.instruments().put(List.of(listing(RELIANCE), listing("XNSE:TCS"), broken()));
    await(node.vertx().deployVerticle(new RiskVerticle(node)));
    return node;
  }

  private static Instrument listing(String symbol) {
    return Instrument.newBuilder()
        .setSymbol(symbol)
        .setCurrency("INR")
        .setTickSize(500)
        .setRoundLot(1)
        .setPreviousClosePx(28_500_000)
        .setPriceBandBps(2_000)
        .setMaxOrderQty(50_000)
        .setVenuePartition(2)
        .setTradable(true)
        .build();
  }

  private static Instrument broken() {
    return Instrument.newBuilder().setSymbol("XNSE:BROKEN").setTradable(true).build();
  }

  private static OrderToCheck.Builder order(String symbol, OrdType type) {
    return OrderToCheck.newBuilder()
        .setAccountId(7)
        .setSymbol(symbol)
        .setSide(Side.SIDE_BUY)
        .setOrdType(type)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setOrderQty(10);
  }

  private static OrderToCheck.Builder limit(String symbol) {
    return order(symbol, OrdType.ORD_TYPE_LIMIT).setPrice(28_500_000);
  }

  private static Verdict check(Node node, OrderToCheck.Builder order) {
    var request = CheckOrdersRequest.newBuilder().addOrders(order).build();
    return await(node.bus().<CheckOrdersReply>request(Addresses.RISK_CHECK, request))
        .getVerdicts(0);
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.getRefusalsList().stream().map(Refusal::getCode).toList();
  }

  private static RiskChangeReply change(Node node, RiskChangeRequest.Builder change) {
    return await(node.bus().request(Addresses.RISK_CHANGE, change.build()));
  }

  private static RiskChangeRequest.Builder limit(
      LimitScope scope, String key, LimitName name, Long value) {
    var limit =
        Limit.newBuilder()
            .setScope(scope)
            .setKey(key)
            .setName(name)
            .setSetBy(STAFF)
            .setReason("a test");
    if (value != null) {
      limit.setValue(value);
    }
    return RiskChangeRequest.newBuilder().setLimit(limit);
  }

  private static RiskChangeRequest.Builder halt(String key, TradingHalt halt) {
    return RiskChangeRequest.newBuilder()
        .setHalt(Halt.newBuilder().setKey(key).setHalt(halt).setSetBy(STAFF).setReason("a test"));
  }

  private static List<SymbolHalt> halts(Node node) {
    return await(
            node.bus().<HaltsReply>request(Addresses.RISK_HALTS, HaltsRequest.getDefaultInstance()))
        .getHaltsList();
  }

  @Test
  void verdictsComeInTheOrderOfTheRequest() {
    first
        .quotes()
        .accept(
            List.of(
                Quote.newBuilder()
                    .setSymbol(RELIANCE)
                    .setEpoch(1)
                    .setSeq(1)
                    .setLastPx(29_000_000)
                    .setAsOf(Instant.now().toEpochMilli() * 1_000)
                    .build()));
    var request =
        CheckOrdersRequest.newBuilder()
            .addOrders(order("XNSE:NOBODY", OrdType.ORD_TYPE_MARKET))
            .addOrders(order(RELIANCE, OrdType.ORD_TYPE_MARKET))
            .addOrders(limit(RELIANCE))
            .addOrders(order(RELIANCE, OrdType.ORD_TYPE_UNSPECIFIED))
            .addOrders(order("not a symbol", OrdType.ORD_TYPE_LIMIT))
            .addOrders(order("XNSE:BROKEN", OrdType.ORD_TYPE_LIMIT).setPrice(1))
            .build();

    var reply = await(first.bus().<CheckOrdersReply>request(Addresses.RISK_CHECK, request));

    assertThat(reply.getVerdictsList())
        .extracting(RiskLimitsIT::codes)
        .containsExactly(
            List.of("instrument.unknown"),
            List.of(),
            List.of(),
            List.of("request.invalid"),
            List.of("instrument.unknown"),
            List.of("instrument.not_tradable", "order.quantity_too_large"));
    assertThat(reply.getVerdicts(1).getWorstPx()).isEqualTo(34_800_000);
    assertThat(reply.getVerdicts(1).getVenuePartition()).isEqualTo(2);
    assertThat(reply.getVerdicts(2).getWorstPx()).isEqualTo(28_500_000);
    assertThat(reply.getVerdicts(2).getInputs().getReferencePx()).isEqualTo(29_000_000);
  }

  @Test
  void limitIsInForceOnTheOtherNodeWithoutAHint() {
    var account = LimitScope.LIMIT_SCOPE_ACCOUNT;
    var name = LimitName.LIMIT_NAME_MAX_POSITION;

    var changed = change(first, limit(account, "7", name, 123L));

    assertThat(changed.hasVersion()).isTrue();
    assertThat(check(first, limit("XNSE:TCS")).getLimits().getMaxPosition()).isEqualTo(123);
    eventually(
        "the other node follows",
        () -> check(second, limit("XNSE:TCS")).getLimits().getMaxPosition() == 123);
    assertThat(check(second, limit("XNSE:TCS").setAccountId(8)).getLimits().hasMaxPosition())
        .isFalse();
    change(second, limit(account, "7", name, null));
    eventually(
        "the limit is gone", () -> !check(first, limit("XNSE:TCS")).getLimits().hasMaxPosition());
  }

  @Test
  void valueLimitOfASymbolRefuses() {
    var symbol = LimitScope.LIMIT_SCOPE_SYMBOL;
    var name = LimitName.LIMIT_NAME_MAX_ORDER_VALUE;

    change(first, limit(symbol, "XNSE:TCS", name, 284_999_999L));

    assertThat(codes(check(first, limit("XNSE:TCS")))).containsExactly("order.value_too_large");
    change(first, limit(symbol, "XNSE:TCS", name, null));
    assertThat(codes(check(first, limit("XNSE:TCS")))).isEmpty();
  }

  @Test
  void haltOfAMarketHaltsItsSymbolsAndTheVenueIsTold() {
    change(first, halt("XNSE", TradingHalt.TRADING_HALT_CANCEL_ONLY));

    eventually(
        "the other node halts",
        () -> codes(check(second, limit("XNSE:TCS"))).equals(List.of("market.cancel_only")));
    assertThat(halts(second))
        .extracting(SymbolHalt::getSymbol)
        .containsExactly("XNSE:BROKEN", RELIANCE, "XNSE:TCS");
    change(second, halt("XNSE", TradingHalt.TRADING_HALT_NONE));
    change(second, halt(RELIANCE, TradingHalt.TRADING_HALT_HALTED));
    eventually("the market trades", () -> codes(check(first, limit("XNSE:TCS"))).isEmpty());
    assertThat(codes(check(first, limit(RELIANCE)))).containsExactly("market.halted");
    assertThat(halts(first)).extracting(SymbolHalt::getSymbol).containsExactly(RELIANCE);
    change(first, halt(RELIANCE, TradingHalt.TRADING_HALT_NONE));
    assertThat(halts(first)).isEmpty();
  }

  @Test
  void restrictedInstrumentIsRefusedAndListed() {
    var restriction =
        Restriction.newBuilder()
            .setSymbol("XNSE:BROKEN")
            .setRestricted(true)
            .setSetBy(STAFF)
            .setReason("a test");

    change(first, RiskChangeRequest.newBuilder().setRestriction(restriction));

    assertThat(codes(check(first, limit("XNSE:BROKEN")))).contains("risk.instrument_restricted");
    var standing =
        await(
            second
                .bus()
                .<RiskStandingReply>request(
                    Addresses.RISK_STANDING, RiskStandingRequest.getDefaultInstance()));
    assertThat(standing.getRestrictionsList())
        .extracting(Restriction::getSymbol, Restriction::getSetBy, Restriction::getReason)
        .contains(org.assertj.core.groups.Tuple.tuple("XNSE:BROKEN", STAFF, "a test"));
    change(first, RiskChangeRequest.newBuilder().setRestriction(restriction.setRestricted(false)));
    assertThat(codes(check(first, limit("XNSE:BROKEN"))))
        .doesNotContain("risk.instrument_restricted");
  }

  @Test
  void rulesAndLimitsAreTold() {
    var request = RulesRequest.newBuilder().setSymbol("XNSE:TCS").build();

    RulesReply rules = await(first.bus().request(Addresses.RISK_RULES, request));

    assertThat(rules.getInputs().getBandLow()).isEqualTo(22_800_000);
    assertThat(rules.getInputs().getBandHigh()).isEqualTo(34_200_000);
    assertThat(rules.getMaxOrderQty()).isEqualTo(50_000);
    assertThat(rules.getTypesList()).hasSize(4);
    RulesReply unknown =
        await(first.bus().request(Addresses.RISK_RULES, RulesRequest.getDefaultInstance()));
    assertThat(unknown.hasInputs()).isFalse();
    AccountLimitsReply limits =
        await(
            first
                .bus()
                .request(
                    Addresses.RISK_LIMITS,
                    AccountLimitsRequest.newBuilder().setAccountId(9).build()));
    assertThat(limits.getLimits().getMaxOpenOrders()).isEqualTo(10_000);
    assertThat(limits.getLimits().hasMaxDailyLoss()).isFalse();
  }

  @Test
  void senselessChangesAreRefused() {
    var global = LimitScope.LIMIT_SCOPE_GLOBAL;
    var name = LimitName.LIMIT_NAME_MAX_POSITION;

    assertThat(
            List.of(
                change(first, limit(global, "x", name, 1L)),
                change(first, limit(global, "", name, -1L)),
                change(first, limit(LimitScope.LIMIT_SCOPE_ACCOUNT, "-7", name, 1L)),
                change(first, limit(LimitScope.LIMIT_SCOPE_SYMBOL, "7", name, 1L)),
                change(first, limit(LimitScope.LIMIT_SCOPE_UNSPECIFIED, "", name, 1L)),
                change(first, limit(global, "", LimitName.LIMIT_NAME_PRICE_BAND_BPS, 1L)),
                change(first, halt("nowhere", TradingHalt.TRADING_HALT_HALTED)),
                change(first, halt("XNSE", TradingHalt.TRADING_HALT_UNSPECIFIED)),
                change(first, RiskChangeRequest.newBuilder())))
        .allSatisfy(
            reply -> assertThat(reply.getRefusal().getCode()).isEqualTo("risk.change_invalid"));
  }

  @Test
  void nothingIsCheckedBeforeTheLimitsAreKnown() {
    var nowhere =
        new Endpoints(
            new Endpoints.Postgres("127.0.0.1", 1, "none", "none", "none"),
            new Endpoints.Redis("127.0.0.1", 1, ""),
            new Endpoints.Kafka("127.0.0.1:1"));
    var lonely = node(nowhere);

    var checked =
        lonely
            .bus()
            .<CheckOrdersReply>request(
                Addresses.RISK_CHECK, CheckOrdersRequest.getDefaultInstance())
            .transform(answer -> Future.succeededFuture(answer.cause()));

    assertThat(await(checked))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("system.starting"));
    assertThat(lonely.health().isUp(LimitFollower.HEALTH)).isFalse();
    await(lonely.close());
  }

  private static void eventually(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }
}

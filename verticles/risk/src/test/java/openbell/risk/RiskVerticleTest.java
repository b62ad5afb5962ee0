package openbell.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import openbell.model.Addresses;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.Node;
import openbell.wire.common.OrdType;
import openbell.wire.common.Refusal;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;
import openbell.wire.risk.CheckOrdersReply;
import openbell.wire.risk.CheckOrdersRequest;
import openbell.wire.risk.OrderToCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The verticle on a local bus; no store is there, and none is needed. */
@ExtendWith(VertxExtension.class)
class RiskVerticleTest {
  private static final Endpoints NOWHERE =
      new Endpoints(
          new Endpoints.Postgres("127.0.0.1", 1, "none", "none", "none"),
          new Endpoints.Redis("127.0.0.1", 1, ""),
          new Endpoints.Kafka("127.0.0.1:1"));

  private Node node;

  @BeforeEach
  void deploy(Vertx vertx, VertxTestContext test) {
    var config = Config.load("demo", null, Map.of(), List.of());
    node = Node.on(vertx, config, NOWHERE);
    node.instruments()
        .put(
            List.of(
                Instrument.newBuilder()
                    .setSymbol("XNSE:RELIANCE")
                    .setCurrency("INR")
                    .setTickSize(500)
                    .setRoundLot(1)
                    .setPreviousClosePx(28_500_000)
                    .setPriceBandBps(2_000)
                    .setMaxOrderQty(50_000)
                    .setVenuePartition(2)
                    .setTradable(true)
                    .build(),
                Instrument.newBuilder().setSymbol("XNSE:BROKEN").setTradable(true).build()));
    vertx.deployVerticle(new RiskVerticle(node)).onComplete(test.succeedingThenComplete());
  }

  private static OrderToCheck.Builder order(String symbol, OrdType type) {
    return OrderToCheck.newBuilder()
        .setSymbol(symbol)
        .setSide(Side.SIDE_BUY)
        .setOrdType(type)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setOrderQty(10);
  }

  @Test
  void verdictsComeInTheOrderOfTheRequest(VertxTestContext test) {
    var nowMicros = Instant.now().toEpochMilli() * 1_000;
    node.quotes()
        .accept(
            List.of(
                Quote.newBuilder()
                    .setSymbol("XNSE:RELIANCE")
                    .setEpoch(1)
                    .setSeq(1)
                    .setLastPx(29_000_000)
                    .setAsOf(nowMicros)
                    .build()));
    var request =
        CheckOrdersRequest.newBuilder()
            .addOrders(order("XNSE:NOBODY", OrdType.ORD_TYPE_MARKET))
            .addOrders(order("XNSE:RELIANCE", OrdType.ORD_TYPE_MARKET))
            .addOrders(order("XNSE:RELIANCE", OrdType.ORD_TYPE_LIMIT).setPrice(28_500_000))
            .addOrders(order("XNSE:RELIANCE", OrdType.ORD_TYPE_UNSPECIFIED))
            .addOrders(order("not a symbol", OrdType.ORD_TYPE_LIMIT))
            .addOrders(order("XNSE:BROKEN", OrdType.ORD_TYPE_LIMIT).setPrice(1))
            .build();

    node.bus()
        .<CheckOrdersReply>request(Addresses.RISK_CHECK, request)
        .onComplete(
            test.succeeding(
                reply ->
                    test.verify(
                        () -> {
                          assertThat(reply.getVerdictsList())
                              .extracting(
                                  verdict ->
                                      verdict.getRefusalsList().stream()
                                          .map(Refusal::getCode)
                                          .toList())
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
                          test.completeNow();
                        })));
  }
}

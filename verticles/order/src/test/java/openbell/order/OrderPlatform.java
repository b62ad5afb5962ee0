package openbell.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import openbell.embedded.EmbeddedStores;
import openbell.model.Addresses;
import openbell.model.Topics;
import openbell.order.domain.PlaceOrder;
import openbell.runtime.Config;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.OrdType;
import openbell.wire.common.Product;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.GetOrderReply;
import openbell.wire.order.GetOrderRequest;
import openbell.wire.order.Order;
import openbell.wire.order.OrderHistoryReply;
import openbell.wire.order.OrderHistoryRequest;
import openbell.wire.order.OrderReply;
import openbell.wire.order.OrderTransition;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.ReplaceOrderRequest;
import openbell.wire.venue.ExecutionReport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One node with the order verticle on real Postgres and Kafka; the test is client and venue. As a
 * static extension of a test class it is closed after its tests.
 */
final class OrderPlatform implements AutoCloseable, AfterAllCallback {
  static final String RELIANCE = "XNSE:RELIANCE";
  static final long PX = 28_500_000;

  /** Enough for everything that one test buys. */
  static final long CASH = 10_000_000_0000L;

  private static final AtomicLong NEXT_ACCOUNT = new AtomicLong(1_000);
  private static final AtomicLong NEXT_EXEC = new AtomicLong();
  private static final long PATIENCE_S = 30;

  final Node node;
  private final Vertx vertx = Vertx.vertx();

  OrderPlatform() {
    this(Endpoints.read(EmbeddedStores.forTests().endpointsFile()));
  }

  /** On these stores, with these settings ({@code key=value}). */
  OrderPlatform(Endpoints endpoints, String... settings) {
    List.of("runtime", "ledger", "orders")
        .forEach(schema -> Migrations.run(endpoints.postgres(), schema));
    var all = new ArrayList<>(List.of("venue.partitions=2"));
    all.addAll(List.of(settings));
    var config = Config.load("demo", null, Map.of(), all);
    KafkaTopics.ensure(endpoints.kafka(), config);
    node = Node.on(vertx, config, endpoints);
    await(AllowingRisk.serve(node.bus()));
  }

  /** With so many order verticles: two, so that commands race over batchers and connections. */
  static OrderPlatform deployed(int verticles) {
    var platform = new OrderPlatform();
    for (var number = 0; number < verticles; number++) {
      platform.deploy();
    }
    return platform;
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  /** Deploys one more order verticle; its id. */
  String deploy() {
    return await(vertx.deployVerticle(new OrderVerticle(node)));
  }

  @Override
  public void close() {
    await(node.close());
  }

  /** A new account with cash (1/10,000 INR) and shares of RELIANCE. */
  long account(long cash, long shares) {
    var account = NEXT_ACCOUNT.incrementAndGet();
    await(
        node.shards()
            .of(account)
            .preparedQuery("SELECT ledger.open_account($1, $2, $3, $4, $5, $6, $7)")
            .execute(
                Tuple.of(
                    account,
                    new String[] {"INR"},
                    new Long[] {cash},
                    shares == 0 ? new String[0] : new String[] {RELIANCE},
                    shares == 0 ? new Long[0] : new Long[] {shares},
                    shares == 0 ? new Long[0] : new Long[] {shares * PX},
                    shares == 0 ? new String[0] : new String[] {"INR"})));
    return account;
  }

  /** A limit order of {@link #RELIANCE} at {@link #PX}. */
  static PlaceOrderRequest.Builder limit(long account, Side side, long qty, String key) {
    return PlaceOrderRequest.newBuilder()
        .setAccountId(account)
        .setUserId(account)
        .setIdempotencyKey(key)
        .setRequestHash(hash(account + "|" + side + "|" + qty))
        .setSymbol(RELIANCE)
        .setSide(side)
        .setOrdType(OrdType.ORD_TYPE_LIMIT)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setProduct(Product.PRODUCT_DELIVERY)
        .setOrderQty(qty)
        .setPrice(PX);
  }

  /** A buy of one {@link #RELIANCE} at {@link #PX}, as intake takes it. */
  static PlaceOrder buyOfOne(long account, String key) {
    return new PlaceOrder(
        account,
        account,
        key,
        "00",
        "",
        RELIANCE,
        openbell.model.Side.BUY,
        openbell.model.OrdType.LIMIT,
        openbell.model.TimeInForce.DAY,
        openbell.model.Product.DELIVERY,
        1,
        PX,
        0,
        0,
        false,
        List.of(),
        0);
  }

  static ByteString hash(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return ByteString.copyFrom(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Future<OrderReply> placing(PlaceOrderRequest request) {
    return node.bus().request(Addresses.ORDER_PLACE, request, 20_000);
  }

  OrderReply place(PlaceOrderRequest.Builder request) {
    return await(placing(request.build()));
  }

  /** Places an order that must be accepted. */
  Order accepted(PlaceOrderRequest.Builder request) {
    var reply = place(request);
    assertThat(reply.getRefused().getRefusalsList()).isEmpty();
    return reply.getAccepted();
  }

  /** The code of the only refusal of an order. */
  String refused(PlaceOrderRequest.Builder request) {
    var reply = place(request);
    assertThat(reply.hasRefused()).as("refused: %s", reply).isTrue();
    assertThat(reply.getRefused().getRefusalsList()).hasSize(1);
    return reply.getRefused().getRefusals(0).getCode();
  }

  OrderReply cancel(Order order) {
    var request =
        CancelOrderRequest.newBuilder()
            .setAccountId(order.getAccountId())
            .setOrderId(order.getOrderId())
            .build();
    return await(node.bus().request(Addresses.ORDER_CANCEL, request));
  }

  /** A replace of an order as it is shown: its total, its price; 0 where that stays. */
  OrderReply replace(Order order, long qty, long px) {
    var request =
        ReplaceOrderRequest.newBuilder()
            .setAccountId(order.getAccountId())
            .setUserId(order.getAccountId())
            .setOrderId(order.getOrderId())
            .setVersion(order.getVersion());
    if (qty > 0) {
      request.setOrderQty(qty);
    }
    if (px > 0) {
      request.setPrice(px);
    }
    return await(node.bus().request(Addresses.ORDER_REPLACE, request.build()));
  }

  CancelAllReply cancelAll(long account, String symbol) {
    var request = CancelAllRequest.newBuilder().setAccountId(account).setSymbol(symbol).build();
    return await(node.bus().request(Addresses.ORDER_CANCEL_ALL, request));
  }

  /** The order's transitions as of an instant; 0: now. */
  List<OrderTransition> history(Order order, long asOf) {
    var request =
        OrderHistoryRequest.newBuilder()
            .setAccountId(order.getAccountId())
            .setOrderId(order.getOrderId())
            .setAsOf(asOf)
            .build();
    return await(node.bus().<OrderHistoryReply>request(Addresses.ORDER_HISTORY, request))
        .getTransitionsList();
  }

  /** Waits until an order has a status; the order then. */
  Order reaches(Order order, OrdStatus status) {
    eventually(status + " is reached", () -> get(order).getOrdStatus() == status);
    return get(order);
  }

  /** The order as it is now, with its fills. */
  Order get(Order order) {
    var request =
        GetOrderRequest.newBuilder()
            .setAccountId(order.getAccountId())
            .setOrderId(order.getOrderId())
            .build();
    return await(node.bus().<GetOrderReply>request(Addresses.ORDER_GET, request)).getOrder();
  }

  /** A report on an order, with an execId of its own. */
  static ExecutionReport.Builder report(Order order, ExecType type) {
    return ExecutionReport.newBuilder()
        .setMic("XNSE")
        .setTradeDate(AllowingRisk.TRADE_DATE)
        .setExecId("0-" + NEXT_EXEC.incrementAndGet() + "-0")
        .setOrderId(order.getOrderId())
        .setAccountId(order.getAccountId())
        .setSymbol(order.getSymbol())
        .setSide(order.getSide())
        .setExecType(type)
        .setOrderQty(order.getOrderQty())
        .setVenueOrderId("v-" + order.getClOrdId())
        .setTransactTime(1_767_600_000_000_000L);
  }

  /** A fill. */
  static ExecutionReport.Builder trade(Order order, long qty, long px) {
    return report(order, ExecType.EXEC_TYPE_TRADE)
        .setLastQty(qty)
        .setLastPx(px)
        .setTrdMatchId("m-" + NEXT_EXEC.get())
        .setCmdNo(-1);
  }

  /** What the venue writes, in order. */
  void send(ExecutionReport.Builder... reports) {
    for (var report : reports) {
      sendRaw(report.build().toByteArray());
    }
  }

  void sendRaw(byte[] value) {
    await(node.facts().send(Topics.VENUE_EXECUTION_REPORTS, 0, RELIANCE, value));
  }

  /** The rows of a statement. */
  List<Row> rows(String sql, Object... values) {
    var rows =
        await(node.shards().reference().preparedQuery(sql).execute(Tuple.from(List.of(values))));
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  /** The number in the only row of a statement. */
  long number(String sql, Object... values) {
    return rows(sql, values).getFirst().getLong(0);
  }

  long available(long account, String asset) {
    return number(
        "SELECT available FROM ledger.available($1, $2)",
        new Long[] {account},
        new String[] {asset});
  }

  /** The account's event types, in their order. */
  List<String> events(long account) {
    return rows(
            "SELECT type FROM ledger.account_events WHERE account_id = $1 ORDER BY seq", account)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Waits until a condition holds; fails with its name if it does not in time. */
  static void eventually(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}

package openbell.order;

import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static openbell.order.OrderPlatform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import openbell.model.Topics;
import openbell.runtime.FactConsumer;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.order.Order;
import openbell.wire.venue.VenueCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a command on the bus to Kafka, and from a report in Kafka to money, on real stores. */
class OrderRoundTripIT {
  private static final List<VenueCommand> COMMANDS = new CopyOnWriteArrayList<>();
  private static OrderPlatform platform;

  @BeforeAll
  static void start() {
    platform = new OrderPlatform();
    platform.deploy();
    var consumer =
        new FactConsumer(
            platform.node.vertx(),
            platform.node.endpoints().kafka(),
            platform.node.health(),
            "test-venue",
            100);
    consumer.start(
        Topics.VENUE_ORDERS,
        Map.of(0, FactConsumer.FROM_START),
        records -> {
          records.forEach(record -> COMMANDS.add(decode(record.value())));
          return io.vertx.core.Future.succeededFuture();
        });
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static VenueCommand decode(byte[] value) {
    try {
      return VenueCommand.parseFrom(value);
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static List<VenueCommand> commandsOf(Order order) {
    return COMMANDS.stream().filter(c -> c.getOrderId().equals(order.getOrderId())).toList();
  }

  @Test
  void buyIsHeldSentFilledAndPaid() {
    var account = platform.account(1_000_000_0000L, 0);
    var order = platform.accepted(limit(account, Side.SIDE_BUY, 10, "k1"));
    assertThat(order.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_NEW);
    assertThat(order.getClOrdId()).isNotEmpty();
    assertThat(platform.available(account, "INR")).isLessThan(1_000_000_0000L - 10 * PX);
    eventually("the command is in Kafka", () -> commandsOf(order).size() == 1);
    assertThat(commandsOf(order).getFirst().getNewOrderSingle().getPrice()).isEqualTo(PX);

    platform.send(
        report(order, ExecType.EXEC_TYPE_NEW), trade(order, 4, PX), trade(order, 6, PX - 50_000));
    eventually(
        "the order is filled",
        () -> platform.get(order).getOrdStatus() == OrdStatus.ORD_STATUS_FILLED);
    var filled = platform.get(order);
    assertThat(filled.getFillsList()).hasSize(2);
    assertThat(filled.getVersion()).isEqualTo(4);
    var notional = 4 * PX + 6 * (PX - 50_000);
    assertThat(filled.getCumNotional()).isEqualTo(notional);
    assertThat(filled.getCumCharges()).isPositive();
    assertThat(platform.available(account, RELIANCE)).isEqualTo(10);
    assertThat(platform.available(account, "INR"))
        .isEqualTo(1_000_000_0000L - notional - filled.getCumCharges());
    assertThat(platform.events(account))
        .endsWith("order.accepted", "order.open", "order.partial_fill", "order.fill");
  }

  @Test
  void cancelFreesTheRestOfTheHold() {
    var account = platform.account(1_000_000_0000L, 100);
    var order = platform.accepted(limit(account, Side.SIDE_SELL, 80, "k1"));
    platform.send(report(order, ExecType.EXEC_TYPE_NEW), trade(order, 30, PX));
    eventually("30 are sold", () -> platform.get(order).getCumQty() == 30);

    assertThat(platform.cancel(order).getAccepted().getOrdStatus())
        .isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
    assertThat(platform.cancel(order).getReplayed()).isTrue();
    eventually("one cancel is in Kafka", () -> commandsOf(order).size() == 2);
    assertThat(commandsOf(order).getLast().getCmdNo()).isEqualTo(1);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(20);

    platform.send(report(order, ExecType.EXEC_TYPE_CANCELED).setCmdNo(1));
    eventually(
        "the order is cancelled",
        () -> platform.get(order).getOrdStatus() == OrdStatus.ORD_STATUS_CANCELED);
    assertThat(platform.available(account, RELIANCE)).isEqualTo(70);
    assertThat(platform.get(order).getLeavesQty()).isZero();
    assertThat(platform.cancel(order).getReplayed()).isTrue();
    assertThat(commandsOf(order)).hasSize(2);
  }
}

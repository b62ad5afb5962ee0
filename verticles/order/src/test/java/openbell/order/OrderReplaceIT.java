package openbell.order;

import static openbell.order.OrderPlatform.CASH;
import static openbell.order.OrderPlatform.PX;
import static openbell.order.OrderPlatform.RELIANCE;
import static openbell.order.OrderPlatform.await;
import static openbell.order.OrderPlatform.eventually;
import static openbell.order.OrderPlatform.limit;
import static openbell.order.OrderPlatform.report;
import static openbell.order.OrderPlatform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import java.util.ArrayList;
import openbell.model.Addresses;
import openbell.model.OrderId;
import openbell.wire.common.ExecType;
import openbell.wire.common.OrdStatus;
import openbell.wire.common.Side;
import openbell.wire.order.CancelOrderRequest;
import openbell.wire.order.Order;
import openbell.wire.order.OrderReply;
import openbell.wire.order.OrderTransition;
import openbell.wire.venue.VenueCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replaces, cancels and the history of an order with its money, on real stores. */
class OrderReplaceIT {
  @RegisterExtension static final OrderPlatform platform = OrderPlatform.deployed(2);
  private long account;

  @BeforeEach
  void openAccount() {
    account = platform.account(CASH, 1_000);
  }

  private Order open(long qty) {
    var order = platform.accepted(limit(account, Side.SIDE_BUY, qty, "k" + System.nanoTime()));
    platform.send(report(order, ExecType.EXEC_TYPE_NEW));
    return platform.reaches(order, OrdStatus.ORD_STATUS_NEW);
  }

  private long cash() {
    return platform.available(account, "INR");
  }

  private static Order replaced(Order order, long qty, long px) {
    var reply = platform.replace(order, qty, px);
    assertThat(reply.getRefused().getRefusalsList()).isEmpty();
    return reply.getAccepted();
  }

  private static String refusal(OrderReply reply) {
    return reply.getRefused().getRefusals(0).getCode();
  }

  private static VenueCommand command(Order order, int cmdNo) {
    var row =
        platform.rows(
            "SELECT record_value FROM orders.outbox WHERE order_id = $1 AND cmd_no = $2",
            OrderId.of(order.getOrderId()),
            cmdNo);
    try {
      return VenueCommand.parseFrom(row.getFirst().getBuffer(0).getBytes());
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Test
  void raiseIsHeldBeforeItIsSentAndStaysWhenTheVenueTakesIt() {
    var order = open(10);
    var before = cash();

    var pending = replaced(order, 12, 0);

    assertThat(pending.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_REPLACE);
    assertThat(pending.getPendingOrderQty()).isEqualTo(12);
    assertThat(pending.getOrderQty()).isEqualTo(10);
    var held = before - cash();
    assertThat(held).isGreaterThanOrEqualTo(2 * PX);
    var command = command(order, 1).getOrderCancelReplaceRequest();
    assertThat(command.getOrderQty()).isEqualTo(12);
    assertThat(command.getPrice()).isEqualTo(PX);
    platform.send(report(order, ExecType.EXEC_TYPE_REPLACED).setCmdNo(1));
    var now = platform.reaches(order, OrdStatus.ORD_STATUS_NEW);
    assertThat(now.getOrderQty()).isEqualTo(12);
    assertThat(before - cash()).isEqualTo(held);
    platform.send(trade(order, 12, PX));
    platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);
    assertThat(cash()).isEqualTo(CASH - 12 * PX - platform.get(order).getCumCharges());
  }

  @Test
  void cutIsReleasedWhenTheVenueTakesItNotBefore() {
    var order = open(10);
    var before = cash();

    replaced(order, 4, PX - 10_000);
    assertThat(cash()).isEqualTo(before);
    platform.send(report(order, ExecType.EXEC_TYPE_REPLACED).setCmdNo(1));
    var now = platform.reaches(order, OrdStatus.ORD_STATUS_NEW);

    assertThat(now.getPrice()).isEqualTo(PX - 10_000);
    assertThat(cash()).isGreaterThanOrEqualTo(before + 6 * PX);
    assertThat(platform.events(account)).contains("order.modified");
  }

  @Test
  void rejectedReplaceReleasesItsRaise() {
    var order = open(10);
    var before = cash();

    replaced(order, 50, PX + 10_000);
    assertThat(cash()).isLessThan(before);
    platform.send(
        report(order, ExecType.EXEC_TYPE_CANCEL_REJECTED)
            .setCmdNo(1)
            .setReason("venue.too_late_to_replace"));
    var now = platform.reaches(order, OrdStatus.ORD_STATUS_NEW);

    assertThat(now.getOrderQty()).isEqualTo(10);
    assertThat(now.getReason()).isEqualTo("venue.too_late_to_replace");
    assertThat(cash()).isEqualTo(before);
    assertThat(platform.events(account)).contains("order.modify_rejected");
  }

  @Test
  void raiseThatTheFundsDoNotCoverChangesNothing() {
    var order = open(10);
    var before = cash();

    assertThat(refusal(platform.replace(order, 1_000_000, 0))).isEqualTo("funds.insufficient");
    assertThat(refusal(platform.replace(order, Long.MAX_VALUE, 0)))
        .isEqualTo("order.value_too_large");
    assertThat(refusal(platform.replace(order, 0, Long.MAX_VALUE)))
        .isEqualTo("order.value_too_large");

    assertThat(platform.get(order).getVersion()).isEqualTo(order.getVersion());
    assertThat(cash()).isEqualTo(before);
  }

  @Test
  void otherVersionAndPendingOrdersAreRefused() {
    var order = open(10);
    var stale = order.toBuilder().setVersion(1).build();
    var mismatch = platform.replace(stale, 12, 0).getRefused();
    assertThat(mismatch.getStatus()).isEqualTo(412);
    assertThat(mismatch.getRefusals(0).getHint()).isEqualTo("2");

    var pending = replaced(order, 12, 0);
    var again = platform.replace(pending, 13, 0).getRefused();
    assertThat(again.getStatus()).isEqualTo(409);
    assertThat(again.getRefusals(0).getCode()).isEqualTo("order.not_modifiable");
  }

  @Test
  void sixtyFourReplacesOfOneVersionPassOne() {
    var order = open(10);
    var request =
        openbell.wire.order.ReplaceOrderRequest.newBuilder()
            .setAccountId(account)
            .setOrderId(order.getOrderId())
            .setVersion(order.getVersion())
            .setOrderQty(11)
            .build();
    var replies = new ArrayList<Future<OrderReply>>();
    for (var i = 0; i < 64; i++) {
      replies.add(platform.node.bus().request(Addresses.ORDER_REPLACE, request, 20_000));
    }
    await(Future.join(replies));

    assertThat(replies).map(Future::result).filteredOn(OrderReply::hasAccepted).hasSize(1);
    assertThat(platform.get(order).getVersion()).isEqualTo(order.getVersion() + 1);
  }

  @Test
  void cancelOverAPendingReplaceReleasesEverything() {
    var order = open(10);
    replaced(order, 12, 0);
    var cancelling = platform.cancel(order).getAccepted();
    assertThat(cancelling.getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
    assertThat(command(order, 2).hasOrderCancelRequest()).isTrue();

    platform.send(
        report(order, ExecType.EXEC_TYPE_REPLACED).setCmdNo(1),
        report(order, ExecType.EXEC_TYPE_CANCELED).setCmdNo(2));
    platform.reaches(order, OrdStatus.ORD_STATUS_CANCELED);

    assertThat(cash()).isEqualTo(CASH);
  }

  @Test
  void racingCancelsAndFillsEndInOneTerminalStatus() {
    for (var round = 0; round < 10; round++) {
      var order = open(10);
      var cancel =
          CancelOrderRequest.newBuilder()
              .setAccountId(account)
              .setOrderId(order.getOrderId())
              .build();
      var cancelling =
          platform.node.bus().<OrderReply>request(Addresses.ORDER_CANCEL, cancel, 20_000);
      platform.send(trade(order, 10, PX));
      await(cancelling);
      platform.send(
          report(order, ExecType.EXEC_TYPE_CANCEL_REJECTED).setCmdNo(1),
          report(order, ExecType.EXEC_TYPE_CANCELED).setCmdNo(1));
      platform.reaches(order, OrdStatus.ORD_STATUS_FILLED);

      var ends =
          platform.history(order, 0).stream()
              .filter(t -> t.getOrdStatus() == OrdStatus.ORD_STATUS_FILLED)
              .toList();
      assertThat(ends).hasSize(1);
    }
  }

  @Test
  void historyTellsEveryTransitionWithItsActorInOrder() {
    var order = open(10);
    platform.send(trade(order, 4, PX));
    platform.reaches(order, OrdStatus.ORD_STATUS_PARTIALLY_FILLED);
    replaced(platform.get(order), 12, 0);
    platform.send(report(order, ExecType.EXEC_TYPE_REPLACED).setCmdNo(1));
    eventually("the total is 12", () -> platform.get(order).getOrderQty() == 12);
    platform.cancel(order);
    platform.send(report(order, ExecType.EXEC_TYPE_CANCELED).setCmdNo(2).setReason("client.asked"));
    platform.reaches(order, OrdStatus.ORD_STATUS_CANCELED);

    var history = platform.history(order, 0);
    assertThat(history)
        .extracting(OrderTransition::getEvent)
        .containsExactly(
            "order.accepted",
            "order.open",
            "order.partial_fill",
            "order.modify_requested",
            "order.modified",
            "order.cancel_requested",
            "order.cancelled");
    assertThat(history)
        .extracting(OrderTransition::getVersion)
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(history.getFirst().getActor()).isEqualTo("user:" + account);
    assertThat(history.get(1).getActor()).isEqualTo("venue");
    assertThat(history.get(2).getFill().getLastQty()).isEqualTo(4);
    assertThat(history.get(4).getOrderQty()).isEqualTo(12);
    assertThat(history.getLast().getReason()).isEqualTo("client.asked");
    assertThat(platform.history(order, history.get(2).getRecordedAt())).hasSize(3);
    assertThat(platform.history(order, 1)).isEmpty();
  }

  @Test
  void transitionsStayAsTheyHappened() {
    open(1);
    for (var statement :
        new String[] {
          "DELETE FROM orders.order_transitions", "UPDATE orders.order_transitions SET event = ''"
        }) {
      var refused =
          platform
              .node
              .shards()
              .reference()
              .query(statement)
              .execute()
              .transform(done -> Future.succeededFuture(String.valueOf(done.cause())));
      assertThat(await(refused)).contains("what happened stays");
    }
  }

  @Test
  void cancelAllAsksForEveryLivingOrderOfTheSymbol() {
    var first = open(1);
    var second = open(2);
    var done = open(3);
    platform.send(trade(done, 3, PX));
    platform.reaches(done, OrdStatus.ORD_STATUS_FILLED);

    assertThat(platform.cancelAll(account, "XNSE:TCS").getResultsList()).isEmpty();
    var reply = platform.cancelAll(account, RELIANCE);

    assertThat(reply.getMore()).isFalse();
    assertThat(reply.getResultsList())
        .extracting(result -> result.getOrderId())
        .containsExactly(first.getOrderId(), second.getOrderId());
    assertThat(platform.get(first).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
    assertThat(platform.get(second).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_PENDING_CANCEL);
    assertThat(platform.cancelAll(account, "").getResultsList())
        .allMatch(result -> result.getReply().getReplayed());
  }

  @Test
  void stopIsTriggeredByTheVenue() {
    var order =
        platform.accepted(
            limit(account, Side.SIDE_BUY, 5, "stop")
                .setOrdType(openbell.wire.common.OrdType.ORD_TYPE_STOP_LIMIT)
                .setTimeInForce(openbell.wire.common.TimeInForce.TIME_IN_FORCE_GTD)
                .setExpireDate(20_301_231)
                .setStopPx(PX - 10_000));
    var sent = command(order, 0).getNewOrderSingle();
    assertThat(sent.getStopPx()).isEqualTo(PX - 10_000);
    assertThat(sent.getExpireDate()).isEqualTo(20_301_231);
    platform.send(
        report(order, ExecType.EXEC_TYPE_NEW), report(order, ExecType.EXEC_TYPE_TRIGGERED));
    eventually("it is triggered", () -> platform.get(order).getTriggered());

    assertThat(platform.get(order).getOrdStatus()).isEqualTo(OrdStatus.ORD_STATUS_NEW);
    assertThat(platform.events(account)).contains("order.triggered");
  }

  @Test
  void lastTradeDateBelongsToGtdAlone() {
    assertThat(platform.refused(limit(account, Side.SIDE_BUY, 1, "d").setExpireDate(20_301_231)))
        .isEqualTo("request.invalid");
    var gtd =
        limit(account, Side.SIDE_BUY, 1, "g")
            .setTimeInForce(openbell.wire.common.TimeInForce.TIME_IN_FORCE_GTD);
    assertThat(platform.refused(gtd)).isEqualTo("request.invalid");
    assertThat(platform.refused(gtd.setExpireDate(20_300_231))).isEqualTo("request.invalid");
  }

  @Test
  void unansweredReplaceIsPublishedAgain() {
    var order = open(10);
    replaced(order, 12, 0);
    var id = OrderId.of(order.getOrderId());
    var published =
        "SELECT count(published_at) FROM orders.outbox WHERE order_id = $1 AND cmd_no = 1";
    eventually("it is published", () -> platform.number(published, id) == 1);
    platform.rows(
        "UPDATE orders.outbox SET published_at = now() - interval '6 s' WHERE order_id = $1", id);

    eventually(
        "the replace alone is published again",
        () ->
            platform.number("SELECT sum(republished) FROM orders.outbox WHERE order_id = $1", id)
                == 1);
  }

  @Test
  void cancelsPassTheNewOrdersThatWaitForKafka() {
    var rows = new ArrayList<Integer>();
    var source = new PgOutbox();
    var shards = platform.node.shards();
    var unpublished =
        shards
            .reference()
            .withTransaction(
                transaction ->
                    transaction
                        .query(
                            """
                            INSERT INTO orders.outbox
                              (order_id, cmd_no, venue_partition, record_key, record_value)
                            SELECT gen_random_uuid(), n / 3, 0, 'test', ''
                            FROM generate_series(1, 4) AS n
                            """)
                        .execute()
                        .compose(written -> source.unpublished(transaction, 500))
                        .compose(
                            records -> {
                              records.stream()
                                  .filter(r -> r.key().equals("test"))
                                  .forEach(r -> rows.add((int) r.id()));
                              return Future.<Void>failedFuture("roll back");
                            }));
    await(unpublished.otherwiseEmpty());

    // The third and fourth are no new orders.
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0)).isGreaterThan(rows.get(2));
    assertThat(rows.get(1)).isGreaterThan(rows.get(3));
  }
}

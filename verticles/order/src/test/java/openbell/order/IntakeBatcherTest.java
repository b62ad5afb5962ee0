package openbell.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.runtime.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything on one event loop, as in the verticle; the intake answers when the test says so. */
@ExtendWith(VertxExtension.class)
class IntakeBatcherTest {
  private static final PlaceOutcome ANSWER = Refused.of(422, "test.answer", "Told by the test.");

  private static final long LONG = 60_000;

  private final List<List<PlaceOrder>> batches = new ArrayList<>();
  private final List<Promise<List<Future<PlaceOutcome>>>> answers = new ArrayList<>();

  private Future<List<Future<PlaceOutcome>>> intake(List<PlaceOrder> batch) {
    batches.add(batch);
    Promise<List<Future<PlaceOutcome>>> answer = Promise.promise();
    answers.add(answer);
    return answer.future();
  }

  private IntakeBatcher batcher(Vertx vertx, int maxBatch, int maxQueue) {
    return new IntakeBatcher(
        vertx, this::intake, new IntakeBatcher.Limits(1, maxBatch, maxQueue, LONG));
  }

  private void answer(int batch) {
    answers
        .get(batch)
        .complete(Collections.nCopies(batches.get(batch).size(), Future.succeededFuture(ANSWER)));
  }

  private static PlaceOrder order(int number) {
    return new PlaceOrder(
        number,
        number,
        "k" + number,
        "",
        "",
        "XNSE:TCS",
        Side.BUY,
        OrdType.LIMIT,
        TimeInForce.DAY,
        Product.DELIVERY,
        1,
        1,
        0,
        0,
        false,
        List.of(),
        0);
  }

  private static List<Future<PlaceOutcome>> submit(IntakeBatcher batcher, int from, int to) {
    var futures = new ArrayList<Future<PlaceOutcome>>();
    for (var number = from; number < to; number++) {
      futures.add(batcher.submit(order(number)));
    }
    return futures;
  }

  @Test
  void whatOneTickBringsSharesABatch(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start -> {
          var batcher = batcher(vertx, 100, 100);
          var futures = submit(batcher, 0, 3);
          vertx.runOnContext(
              tick ->
                  test.verify(
                      () -> {
                        assertThat(batches).hasSize(1);
                        assertThat(batches.getFirst())
                            .extracting(PlaceOrder::accountId)
                            .containsExactly(0L, 1L, 2L);
                        answer(0);
                        assertThat(futures).allMatch(Future::succeeded);
                        test.completeNow();
                      }));
        });
  }

  @Test
  void fullBatchesGoAtOnceAndTheRestWaits(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start ->
            test.verify(
                () -> {
                  var batcher = batcher(vertx, 4, 100);
                  var futures = submit(batcher, 0, 11);
                  assertThat(batches).extracting(List::size).containsExactly(4, 4);
                  assertThat(batcher.waiting()).isEqualTo(3);
                  answer(0);
                  Future.join(futures).onComplete(test.succeeding(all -> test.completeNow()));
                  answer(1);
                  awaitBatch(vertx, 2, () -> answer(2));
                }));
  }

  @Test
  void oneAfterAPauseGoesAtOnceAndTheNextWaitsForTheWindowOrAFullBatch(
      Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start ->
            test.verify(
                () -> {
                  var limits = new IntakeBatcher.Limits(LONG, 3, 100, LONG);
                  var batcher = new IntakeBatcher(vertx, this::intake, limits);
                  submit(batcher, 0, 1);
                  awaitBatch(vertx, 0, () -> thenTwoWait(vertx, batcher, test));
                }));
  }

  private void thenTwoWait(Vertx vertx, IntakeBatcher batcher, VertxTestContext test) {
    answer(0);
    submit(batcher, 1, 3);
    vertx.runOnContext(
        tick ->
            test.verify(
                () -> {
                  assertThat(batches).hasSize(1);
                  submit(batcher, 3, 4);
                  assertThat(batches).extracting(List::size).containsExactly(1, 3);
                  test.completeNow();
                }));
  }

  private void awaitBatch(Vertx vertx, int batch, Runnable then) {
    if (batches.size() > batch) {
      then.run();
    } else {
      vertx.runOnContext(tick -> awaitBatch(vertx, batch, then));
    }
  }

  @Test
  void fullQueueRefusesEarlyAndSaysThatNothingWasApplied(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start ->
            test.verify(
                () -> {
                  var batcher = batcher(vertx, 2, 3);
                  // Two batches of two in flight, three waiting: the eighth is one too many.
                  var futures = submit(batcher, 0, 8);
                  assertThat(futures.subList(0, 7)).noneMatch(Future::isComplete);
                  assertThat(futures.getLast().cause())
                      .isInstanceOfSatisfying(
                          Fault.class,
                          fault -> {
                            assertThat(fault.code()).isEqualTo("system.overloaded");
                            assertThat(fault.outcomeKnown()).isTrue();
                          });
                  test.completeNow();
                }));
  }

  @Test
  void whoWaitsTooLongIsToldThatNothingWasApplied(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start -> {
          var limits = new IntakeBatcher.Limits(1, 2, 10, 20);
          var futures = submit(new IntakeBatcher(vertx, this::intake, limits), 0, 7);
          // Two batches of two hang; the three behind them are not left waiting.
          Future.join(futures.subList(4, 7))
              .onComplete(
                  test.failing(
                      told ->
                          test.verify(
                              () -> {
                                assertThat(futures.subList(4, 7))
                                    .allSatisfy(
                                        future -> {
                                          var fault = (Fault) future.cause();
                                          assertThat(fault.code()).isEqualTo("system.overloaded");
                                          assertThat(fault.outcomeKnown()).isTrue();
                                          assertThat(fault.retryable()).isTrue();
                                        });
                                assertThat(batches).hasSize(2);
                                answer(0);
                                answer(1);
                                assertThat(futures.subList(0, 4)).allMatch(Future::succeeded);
                                assertThat(batches).as("the refused are not sent").hasSize(2);
                                test.completeNow();
                              })));
        });
  }

  @Test
  void faultOfABatchReachesEachOfItsOrders(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start ->
            test.verify(
                () -> {
                  var futures = submit(batcher(vertx, 2, 10), 0, 2);
                  answers.getFirst().fail(Fault.unavailable("system.database", "Away.", null));
                  assertThat(futures)
                      .allSatisfy(
                          future ->
                              assertThat(((Fault) future.cause()).code())
                                  .isEqualTo("system.database"));
                  test.completeNow();
                }));
  }

  @Test
  void outcomesAreEachOrdersOwn(Vertx vertx, VertxTestContext test) {
    vertx.runOnContext(
        start ->
            test.verify(
                () -> {
                  var futures = submit(batcher(vertx, 2, 10), 0, 2);
                  var fault = Fault.unavailable("system.fault", "This one.", null);
                  answers
                      .getFirst()
                      .complete(
                          List.of(Future.succeededFuture(ANSWER), Future.failedFuture(fault)));
                  assertThat(futures.getFirst().result()).isEqualTo(ANSWER);
                  assertThat(futures.getLast().cause()).isSameAs(fault);
                  test.completeNow();
                }));
  }
}

package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class BusTest {
  private static final SearchRequest REQUEST = SearchRequest.newBuilder().setQuery("x").build();

  @Test
  void aRequestIsAnswered(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    var answer = SearchReply.getDefaultInstance();
    bus.serve("a", request -> Future.succeededFuture(answer))
        .compose(served -> bus.<SearchReply>request("a", REQUEST))
        .onComplete(
            test.succeeding(
                reply ->
                    test.verify(
                        () -> {
                          assertThat(reply).isSameAs(answer);
                          test.completeNow();
                        })));
  }

  @Test
  void nobodyThereMeansThatNothingWasApplied(Vertx vertx, VertxTestContext test) {
    expectFault(
        test,
        new Bus(vertx).request("nobody", REQUEST),
        fault -> {
          assertThat(fault.code()).isEqualTo("system.unavailable");
          assertThat(fault.retryable()).isTrue();
          assertThat(fault.outcomeKnown()).isTrue();
        });
  }

  @Test
  void noAnswerInTimeMeansUnknown(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    expectFault(
        test,
        bus.serve("a", request -> Promise.<SearchReply>promise().future())
            .compose(served -> bus.request("a", REQUEST, 50)),
        fault -> {
          assertThat(fault.code()).isEqualTo("system.timeout");
          assertThat(fault.outcomeKnown()).isFalse();
        });
  }

  @Test
  void aFaultKeepsItsMeaningAcrossTheBus(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    expectFault(
        test,
        bus.serve("a", r -> Future.failedFuture(Fault.unavailable("system.x", "No x.", null)))
            .compose(served -> bus.request("a", REQUEST)),
        fault -> {
          assertThat(fault.code()).isEqualTo("system.x");
          assertThat(fault.getMessage()).isEqualTo("No x.");
          assertThat(fault.outcomeKnown()).isTrue();
        });
  }

  @Test
  void aBugIsAFaultOfUnknownOutcome(Vertx vertx, VertxTestContext test) {
    var bus = new Bus(vertx);
    expectFault(
        test,
        bus.serve(
                "a",
                request -> {
                  throw new IllegalStateException("a bug");
                })
            .compose(served -> bus.request("a", REQUEST)),
        fault -> assertThat(fault.outcomeKnown()).isFalse());
  }

  private static void expectFault(
      VertxTestContext test, Future<?> request, java.util.function.Consumer<Fault> expectation) {
    request.onComplete(
        test.failing(
            failure ->
                test.verify(
                    () -> {
                      assertThat(failure).isInstanceOf(Fault.class);
                      expectation.accept((Fault) failure);
                      test.completeNow();
                    })));
  }
}

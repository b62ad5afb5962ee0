package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import openbell.embedded.EmbeddedStores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class LeasesIT {
  private static Endpoints endpoints;

  @BeforeAll
  static void migrate() {
    endpoints = Endpoints.read(EmbeddedStores.forTests().endpointsFile());
    Migrations.run(endpoints.postgres(), "runtime");
    Migrations.run(endpoints.postgres(), "runtime");
  }

  @Test
  void theSecondTakesOverWithAHigherEpochWhenTheFirstGivesUp(Vertx vertx, VertxTestContext test) {
    var pool = new Shards(vertx, endpoints.postgres(), 4).reference();
    var first = new Leases(vertx, pool, "first");
    var second = new Leases(vertx, pool, "second");
    var epochs = new ArrayList<Long>();
    var held = new Leases.Lease[1];
    held[0] =
        first.hold(
            "take-over",
            epoch -> {
              epochs.add(epoch);
              second.hold(
                  "take-over",
                  higher -> {
                    epochs.add(higher);
                    test.verify(() -> assertThat(epochs).containsExactly(1L, 2L));
                    test.completeNow();
                  },
                  () -> {});
              held[0].close().onFailure(test::failNow);
            },
            () -> {});
  }

  @Test
  void aWriteOfAnOlderEpochIsRefused(Vertx vertx, VertxTestContext test) {
    var pool = new Shards(vertx, endpoints.postgres(), 4).reference();
    var lease = new Leases.Lease[1];
    lease[0] =
        new Leases(vertx, pool, "owner")
            .hold(
                "guarded",
                epoch ->
                    guarded(pool, lease[0])
                        .compose(mine -> steal(pool))
                        .compose(stolen -> guarded(pool, lease[0]))
                        .onComplete(
                            test.failing(
                                failure ->
                                    test.verify(
                                        () -> {
                                          assertThat(failure).isInstanceOf(Fault.class);
                                          test.completeNow();
                                        }))),
                () -> {});
  }

  private static Future<Void> guarded(Pool pool, Leases.Lease lease) {
    return pool.withTransaction(lease::guard);
  }

  private static Future<Void> steal(Pool pool) {
    return pool.query(
            "UPDATE runtime.leases SET owner = 'thief', epoch = epoch + 1 WHERE name = 'guarded'")
        .execute()
        .mapEmpty();
  }
}

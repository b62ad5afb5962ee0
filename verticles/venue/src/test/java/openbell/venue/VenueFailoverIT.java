package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import openbell.runtime.Config;
import openbell.runtime.Migrations;
import openbell.runtime.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes that both believe they own a partition: one is stopped in the middle, another takes
 * over, the first goes on. It changes nothing.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class VenueFailoverIT {
  private static final int PARTITION = 3;

  @TempDir private Path folder;

  @Test
  void suspendedOwnerChangesNothingWhenItGoesOn() throws Exception {
    var fixture = new VenueFixture(PARTITION);
    Migrations.run(VenueFixture.endpoints().postgres(), "runtime");
    try (var suspended =
        VenueProcess.start(VenueFixture.endpoints(), PARTITION, folder.resolve("suspended"))) {
      var config =
          Config.load("demo", null, Map.of(), List.of("data.dir=" + folder.resolve("heir")));
      var heir = Node.on(Vertx.vertx(), config, VenueFixture.endpoints());
      heir.instruments().put(List.of(VenueProcess.instrument(PARTITION)));
      var deployment =
          heir.vertx().deployVerticle(new VenueVerticle(heir)).await(30, TimeUnit.SECONDS);
      fixture.send(VenueFixture.randomCommands(11, 200));
      awaitAllAnswered(fixture);

      suspended.suspend();
      long suspendedAt = System.nanoTime();
      fixture.send(VenueFixture.randomCommands(12, 200));
      awaitAllAnswered(fixture);
      System.out.printf(
          "VenueFailoverIT: all answered %d ms after the owner was suspended%n",
          (System.nanoTime() - suspendedAt) / 1_000_000);

      suspended.goOn();
      fixture.send(VenueFixture.randomCommands(13, 200));
      awaitAllAnswered(fixture);
      suspended.awaitLost();
      fixture.send(VenueFixture.randomCommands(14, 200));
      awaitAllAnswered(fixture);

      assertThat(heir.health().isUp("venue." + PARTITION)).isTrue();
      heir.vertx().undeploy(deployment).await(30, TimeUnit.SECONDS);
      heir.close().await(30, TimeUnit.SECONDS);
    }
    assertBooksAreThoseOfTheLog(fixture);
  }

  private void assertBooksAreThoseOfTheLog(VenueFixture fixture) {
    var uninterrupted = fixture.uninterrupted();
    var vertx = Vertx.vertx();
    var snapshots = new FileSnapshotStore(folder.resolve("heir").resolve("venue"));
    var ports = VenueFixture.ports(PARTITION, snapshots, vertx);
    try (var log = ports.logs().get()) {
      assertThat(BookKeeper.recover(log, ports, VenueFixture.SETTINGS).stateHash())
          .isEqualTo(uninterrupted.engine().stateHash());
    } finally {
      vertx.close().await();
    }
  }

  private static void awaitAllAnswered(VenueFixture fixture) throws Exception {
    var expected = fixture.uninterrupted().reports();
    while (!fixture.committedReports().equals(expected)) {
      // A record of the owner's own may have come in between.
      expected = fixture.uninterrupted().reports();
    }
  }
}

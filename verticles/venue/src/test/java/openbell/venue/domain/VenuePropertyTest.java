package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import openbell.venue.domain.VenueReport.ExecutionReport;
import openbell.venue.domain.VenueReport.OrderCancelReject;
import org.junit.jupiter.api.Test;

/**
 * Days of random commands, stops, phases and halts: the engine says what the naive venue says, and
 * one that went through a snapshot goes on as if nothing had happened; after 200,000 with new
 * venues, which the naive one needs. Another run: {@code -Dseed=}, {@code -Dvenue.commands=}.
 */
class VenuePropertyTest {
  private static final int AT_ONCE = 200_000;
  private static final int COMMANDS = Integer.getInteger("venue.commands", AT_ONCE);

  @Test
  void saysWhatTheNaiveVenueSaysAndGoesOnFromAnySnapshot() {
    long seed = Long.getLong("seed", 20_260_104L);
    System.out.println("VenuePropertyTest seed=" + seed + " commands=" + COMMANDS);
    for (int done = 0; done < COMMANDS; done += AT_ONCE) {
      run(seed + done / AT_ONCE, Math.min(AT_ONCE, COMMANDS - done));
    }
  }

  private static void run(long seed, int commands) {
    var random = new Random(seed);
    var days = new RandomDays(random);
    var naive = new NaiveVenue();
    var engine = new MatchingEngine(0);
    var restored = new MatchingEngine(0);
    long triggered = 0;
    long reports = 0;
    for (int i = 0; i < commands; i++) {
      var command = days.next();
      naive.apply(i, command);
      engine.apply(i, days.now(), command);
      restored.apply(i, days.now(), command);
      var said = engine.takeReports();
      var texts = said.stream().map(VenuePropertyTest::text).toList();
      if (!texts.equals(naive.take()) || !said.equals(restored.takeReports())) {
        throw new AssertionError(
            "seed %d, command %d: %s said %s".formatted(seed, i, command, texts));
      }
      reports += texts.size();
      triggered += texts.stream().filter(text -> text.contains(" TRIGGERED ")).count();
      if (random.nextInt(500) == 0) {
        restored = MatchingEngine.restore(0, restored.snapshot());
        assertThat(restored.stateHashes())
            .as("seed %d, command %d", seed, i)
            .isEqualTo(engine.stateHashes());
        assertThat(live(engine)).as("seed %d, command %d", seed, i).isEqualTo(naive.live());
      }
    }
    assertThat(restored.stateHash()).isEqualTo(engine.stateHash());
    assertThat(triggered).isGreaterThan(commands / 200);
    assertThat(reports).isGreaterThan(commands / 2);
    System.out.printf(
        "VenuePropertyTest: %d reports, %d triggered, %d days%n", reports, triggered, days.count());
  }

  private static List<String> live(MatchingEngine engine) {
    return engine.snapshot().live().stream()
        .map(
            order ->
                "%s %s %d/%d left %d at %d stop %d"
                    .formatted(
                        order.identity().orderId(),
                        order.status(),
                        order.cumQty(),
                        order.orderQty(),
                        order.orderQty() - order.cumQty(),
                        order.price(),
                        order.stopPx()))
        .sorted()
        .toList();
  }

  private static String text(VenueReport report) {
    return switch (report) {
      case ExecutionReport r ->
          "%s %s %d/%d left %d at %d stop %d %s cmd %d fill %d@%d %s"
              .formatted(
                  r.order().orderId(),
                  r.order().ordStatus(),
                  r.order().cumQty(),
                  r.order().orderQty(),
                  r.order().leavesQty(),
                  r.order().price(),
                  r.order().stopPx(),
                  r.execType(),
                  r.cmdNo(),
                  r.fill().lastQty(),
                  r.fill().lastPx(),
                  r.reason());
      case OrderCancelReject r ->
          "%s CANCEL_REJECTED %s cmd %d %s"
              .formatted(r.request().orderId(), r.ordStatus(), r.request().cmdNo(), r.reason());
    };
  }
}

package openbell.order.trigger.domain;

import static openbell.order.trigger.domain.Waiting.TCS;
import static openbell.order.trigger.domain.Waiting.above;
import static openbell.order.trigger.domain.Waiting.below;
import static openbell.order.trigger.domain.Waiting.on;
import static openbell.order.trigger.domain.Waiting.trade;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TriggerIndexTest {
  private static final long NOW = 500_000;
  private final TriggerIndex index = new TriggerIndex(100);

  @Test
  void bothLegsHitByOneBatchFireOnceByTheFirst() {
    var oco = on(TCS, 1, above(110), below(90));
    index.put(oco);

    var first = trade(TCS, 89, 2_000);
    assertThat(index.metBy(List.of(first, trade(TCS, 111, 2_000)), NOW))
        .containsExactly(new Firing(oco.triggerId(), first));
  }

  @Test
  void oneTradeFiresAllThatWaitThereOldestFirst() {
    index.put(on(TCS, 3, above(100)));
    index.put(on(TCS, 1, above(99)));
    index.put(on(TCS, 2, below(100)));
    index.put(on(TCS, 4, above(101)));
    index.put(on("XNSE:INFY", 5, above(1)));

    assertThat(index.metBy(List.of(trade(TCS, 100, 2_000)), NOW))
        .extracting(firing -> firing.triggerId().getLeastSignificantBits())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatIsOverOrChangedIsNoLongerFound() {
    var gtt = on(TCS, 1, above(100));
    index.put(gtt);
    index.put(
        gtt.modified(
            List.of(
                new LegChange(0, OptionalLong.of(200), OptionalLong.empty(), OptionalLong.empty())),
            1_500));
    // A late word of the earlier version changes nothing.
    index.put(gtt);
    assertThat(index.metBy(List.of(trade(TCS, 150, 2_000)), NOW)).isEmpty();
    assertThat(index.metBy(List.of(trade(TCS, 200, 2_000)), NOW)).hasSize(1);

    index.put(gtt.modified(List.of(), 1_500).cancelled(1_600));
    assertThat(index.size()).isZero();
  }

  @Test
  void indexIsBounded() {
    var small = new TriggerIndex(2);

    assertThat(small.put(on(TCS, 1, above(1)))).isTrue();
    assertThat(small.put(on(TCS, 2, above(1)))).isTrue();
    assertThat(small.put(on(TCS, 3, above(1)))).isFalse();
    assertThat(small.put(on(TCS, 2, above(1)).cancelled(2_000))).isTrue();
    assertThat(small.put(on(TCS, 3, above(1)))).isTrue();
  }

  /** What a scan of every trigger with every trade finds, the index finds, once each. */
  @Test
  void indexFiresWhatANaiveScanFires() {
    var seed = System.nanoTime();
    System.out.println("indexFiresWhatANaiveScanFires seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 200; round++) {
      compare(random);
    }
  }

  private static void compare(Random random) {
    var naive = new HashMap<UUID, Trigger>();
    var index = new TriggerIndex(1_000);
    for (var step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          var trigger = random(random, step);
          naive.put(trigger.triggerId(), trigger);
          index.put(trigger);
        }
        case 2 -> {
          if (!naive.isEmpty()) {
            var any = List.copyOf(naive.values()).get(random.nextInt(naive.size()));
            naive.remove(any.triggerId());
            index.put(any.cancelled(2_000));
          }
        }
        default -> {
          var trades = new ArrayList<TradePrint>();
          for (var i = random.nextInt(5); i >= 0; i--) {
            trades.add(trade(symbol(random), 80 + random.nextInt(40), 500 + random.nextInt(1_500)));
          }
          var fired = index.metBy(trades, NOW);
          assertThat(fired).containsExactlyInAnyOrderElementsOf(scan(naive, trades));
          fired.forEach(
              firing -> {
                naive.remove(firing.triggerId());
                index.remove(firing.triggerId());
              });
        }
      }
      assertThat(index.size()).isEqualTo(naive.size());
    }
  }

  private static List<Firing> scan(Map<UUID, Trigger> waiting, List<TradePrint> trades) {
    var fired = new HashMap<UUID, Firing>();
    for (var trade : trades) {
      for (var trigger : waiting.values()) {
        var isMet =
            trigger.symbol().equals(trade.symbol())
                && trade.publishedAt() >= trigger.armedAt()
                && trigger.legs().stream()
                    .anyMatch(
                        leg ->
                            leg.condition() == Condition.AT_OR_ABOVE
                                ? trade.px() >= leg.triggerPx()
                                : trade.px() <= leg.triggerPx());
        if (isMet) {
          fired.putIfAbsent(trigger.triggerId(), new Firing(trigger.triggerId(), trade));
        }
      }
    }
    return List.copyOf(fired.values());
  }

  private static Trigger random(Random random, int id) {
    var first = Waiting.leg(condition(random), 80 + random.nextInt(40));
    return random.nextBoolean()
        ? on(symbol(random), id, first)
        : on(symbol(random), id, first, Waiting.leg(condition(random), 80 + random.nextInt(40)));
  }

  private static Condition condition(Random random) {
    return random.nextBoolean() ? Condition.AT_OR_ABOVE : Condition.AT_OR_BELOW;
  }

  private static String symbol(Random random) {
    return random.nextBoolean() ? TCS : "XNSE:INFY";
  }
}

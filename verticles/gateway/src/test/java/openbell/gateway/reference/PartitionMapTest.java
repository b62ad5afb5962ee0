package openbell.gateway.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionMapTest {

  @Test
  void busiestFirstEachToTheIdlestPartition() {
    var map =
        PartitionMap.of(
            Map.of("A", 70L, "B", 60L, "C", 50L, "D", 30L),
            Map.of(),
            List.of("D", "C", "B", "A"),
            2,
            none -> false);

    assertThat(map).isEqualTo(Map.of("A", 0, "B", 1, "C", 1, "D", 0));
  }

  @Test
  void whatIsThereStaysAndWhatComesEvensOut() {
    var map =
        PartitionMap.of(
            Map.of("A", 100L, "B", 10L), Map.of("A", 1, "B", 1), List.of("C"), 2, none -> false);

    assertThat(map).isEqualTo(Map.of("A", 1, "B", 1, "C", 0));
  }

  @Test
  void symbolsStayWhereTheyAreWhileTheImbalanceIsSmall() {
    var current = Map.of("A", 0, "B", 1, "C", 0);

    assertThat(
            PartitionMap.of(
                Map.of("A", 500L, "B", 600L, "C", 150L), current, List.of(), 2, all -> true))
        .isEqualTo(current);
  }

  @Test
  void hotSymbolGetsAPartitionOfItsOwn() {
    var map =
        PartitionMap.of(
            Map.of("HOT", 10_000L, "A", 3_900L, "B", 800L, "C", 3_700L),
            Map.of("HOT", 0, "A", 0, "B", 1, "C", 0),
            List.of("D"),
            2,
            symbol -> !symbol.equals("HOT"));

    assertThat(map).isEqualTo(Map.of("HOT", 0, "A", 1, "B", 1, "C", 1, "D", 1));
  }

  /** Graham's bound of greedy placing: at most the even share and one symbol more. */
  @Test
  void newMapsAreNearlyEven() {
    long seed = Long.getLong("seed", 20_260_105L);
    System.out.println("PartitionMapTest seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      int partitions = 1 + random.nextInt(8);
      var volumes = new HashMap<String, Long>();
      for (int i = 0; i < 1 + random.nextInt(200); i++) {
        volumes.put("S" + i, (long) Math.exp(random.nextDouble() * 20));
      }
      var map =
          PartitionMap.of(
              volumes, Map.of(), new ArrayList<>(volumes.keySet()), partitions, none -> false);
      assertThat(map.keySet()).isEqualTo(volumes.keySet());
      var loads = new long[partitions];
      map.forEach((symbol, partition) -> loads[partition] += 1 + volumes.get(symbol));
      long busiest = volumes.values().stream().mapToLong(volume -> 1 + volume).max().orElse(0);
      long whole = Arrays.stream(loads).sum();
      assertThat(Arrays.stream(loads).max().orElseThrow())
          .as("seed %d, round %d", seed, round)
          .isLessThanOrEqualTo(whole / partitions + busiest);
    }
  }
}

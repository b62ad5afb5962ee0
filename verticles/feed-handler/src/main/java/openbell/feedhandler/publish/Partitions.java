package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import openbell.model.Addresses;

/** Messages by the bus shard or the Kafka partition of their symbol, each list in given order. */
final class Partitions {
  private Partitions() {}

  static <M> List<List<M>> of(List<M> messages, Function<M, String> symbol, int partitions) {
    var parted = new ArrayList<List<M>>(partitions);
    for (var partition = 0; partition < partitions; partition++) {
      parted.add(messages.isEmpty() ? List.of() : new ArrayList<>());
    }
    for (var message : messages) {
      parted.get(Addresses.shardOf(symbol.apply(message), partitions)).add(message);
    }
    return parted;
  }
}

package openbell.feedhandler.publish;

import java.util.ArrayList;
import java.util.List;
import openbell.model.Addresses;

/** Messages by the bus shard or the Kafka partition of their symbol, each list in given order. */
final class Partitions {
  private Partitions() {}

  static <E extends Encoded> List<List<E>> of(List<E> messages, int partitions) {
    if (messages.isEmpty()) {
      return List.of();
    }
    var parted = new ArrayList<List<E>>(partitions);
    for (var partition = 0; partition < partitions; partition++) {
      parted.add(new ArrayList<>(2 * messages.size() / partitions + 1));
    }
    for (var message : messages) {
      parted.get(Addresses.shardOf(message.symbol(), partitions)).add(message);
    }
    return parted;
  }
}

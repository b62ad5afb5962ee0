package openbell.order.trigger;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import openbell.order.log.Advance;
import openbell.order.trigger.TriggerStore.Changes;
import openbell.order.trigger.domain.Firing;
import openbell.order.trigger.domain.Trigger;
import openbell.runtime.TopicRange;

/** What the reader of trades needs of a shard's database. */
interface FiringStore {
  /** The next offset of each partition: as stored, else the end; never outside of what is kept. */
  Future<Map<Integer, Long>> offsets(Map<Integer, TopicRange> ranges);

  /** Below it every transaction has ended: changes are followed from here. */
  Future<String> horizon();

  /** Active ones in the order of their ids, after one of them. */
  Future<List<Trigger>> active(UUID after, int limit);

  /** What was written by a transaction or later ones, in their order. */
  Future<Changes> changes(String transaction, int limit);

  /**
   * In one transaction: the offsets move, and every trigger that is still active and met goes to
   * TRIGGERED.
   *
   * @return the named triggers as they are after it
   */
  Future<List<Trigger>> fire(Advance advance, List<Firing> firings, long now);

  /** TRIGGERED ones whose order is not known to be placed. */
  Future<List<Trigger>> unplaced(int limit);

  /** Records what became of the order; does nothing where it is recorded already. */
  Future<Optional<Trigger>> settle(Trigger trigger, UnaryOperator<Trigger> outcome);

  /** Ends those whose last day is over, by the clock and by the store's own; how many. */
  Future<Integer> expire(long now, int limit);

  /** Drops stored answers of more than two days. */
  Future<Void> forgetAnswers();
}

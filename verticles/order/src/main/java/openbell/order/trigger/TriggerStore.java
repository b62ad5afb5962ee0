package openbell.order.trigger;

import com.google.protobuf.ByteString;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import openbell.order.domain.Refused;
import openbell.order.trigger.domain.Trigger;
import openbell.wire.order.TriggerReply;

/** Where triggers are kept, with the offsets of the trades that fire them. */
interface TriggerStore {
  /** The client's name for one command, and what the command was. */
  record CommandKey(String key, ByteString requestHash) {}

  /** What a command made of a trigger: the next state, the same again, or a refusal. */
  sealed interface Decision {
    record State(Trigger after) implements Decision {}

    record Terms(Trigger after) implements Decision {}

    record AsBefore(Trigger trigger) implements Decision {}

    record No(Refused refused) implements Decision {}
  }

  /** Some triggers that changed. */
  record Changes(List<Trigger> triggers, String lastTransaction, String horizon, boolean more) {}

  /** The answer that a key has already, whatever has become of the trigger. */
  Future<Optional<TriggerReply>> answered(long accountId, CommandKey key);

  /** Keeps a new trigger, or gives the answer that its key has already. */
  Future<TriggerReply> create(Trigger trigger, CommandKey key);

  /** Decides on a trigger of an account under its row lock; empty: the account has none such. */
  Future<Optional<Decision>> change(
      long accountId, UUID triggerId, Function<Trigger, Decision> decide);

  Future<Optional<Trigger>> find(long accountId, UUID triggerId);

  /** Newest first, from the one before {@code before}. */
  Future<List<Trigger>> list(
      long accountId, int legs, List<Short> statuses, UUID before, int limit);
}

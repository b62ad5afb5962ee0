package openbell.order.trigger;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import openbell.order.domain.Refused;
import openbell.order.trigger.TriggerDrafts.Draft;
import openbell.order.trigger.TriggerStore.CommandKey;
import openbell.order.trigger.TriggerStore.Decision;
import openbell.order.trigger.domain.LegChange;
import openbell.order.trigger.domain.Trigger;
import openbell.order.trigger.domain.TriggerRules;
import openbell.runtime.Fault;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.TriggerReply;

/**
 * Takes, changes, cancels and finds triggers. Every answer to a command is given after its commit.
 * Called on one event loop.
 */
final class TriggerService {
  private final TriggerStore store;
  private final TriggerChecks checks;
  private final TriggerDrafts drafts;
  private final InstantSource clock;

  TriggerService(
      TriggerStore store, TriggerChecks checks, TriggerDrafts drafts, InstantSource clock) {
    this.store = store;
    this.checks = checks;
    this.drafts = drafts;
    this.clock = clock;
  }

  /** Keeps a new trigger, of a well-formed request; a repetition is answered as before. */
  Future<TriggerReply> create(NewTriggerRequest request) {
    return store
        .answered(request.getAccountId(), key(request))
        .compose(
            answer ->
                answer
                    .map(Future::succeededFuture)
                    .orElseGet(() -> createNew(drafts.draft(request, clock.instant()), request)))
        .recover(failure -> Future.failedFuture(fault(failure, true)));
  }

  private Future<TriggerReply> createNew(Draft draft, NewTriggerRequest request) {
    return switch (draft) {
      case Draft.No(var refusals) -> refused(new Refused(422, refusals));
      case Draft.Of(var trigger) ->
          checks
              .check(trigger.accountId(), trigger.symbol(), trigger.legs())
              .compose(
                  found ->
                      found.isEmpty()
                          ? store.create(trigger, key(request))
                          : refused(new Refused(422, found)));
    };
  }

  private static CommandKey key(NewTriggerRequest request) {
    return new CommandKey(request.getIdempotencyKey(), request.getRequestHash());
  }

  /** Changes prices and quantities of an active one that is at the version named. */
  Future<TriggerReply> modify(
      long accountId, UUID triggerId, int legs, int version, List<LegChange> changes) {
    return store
        .find(accountId, triggerId)
        .compose(
            found ->
                found
                    .filter(trigger -> trigger.legs().size() == legs)
                    .map(trigger -> modify(trigger, version, changes))
                    .orElseGet(() -> refused(unknown())))
        .recover(failure -> Future.failedFuture(fault(failure, true)));
  }

  private Future<TriggerReply> modify(Trigger seen, int version, List<LegChange> changes) {
    var refused = TriggerRules.modify(seen, version, changes);
    if (refused.isPresent()) {
      return refused(refused.get());
    }
    var terms = seen.modified(changes, micros()).legs();
    return checks
        .check(seen.accountId(), seen.symbol(), terms)
        .compose(
            found ->
                found.isEmpty()
                    ? change(seen.accountId(), seen.triggerId(), t -> modified(t, version, changes))
                    : refused(new Refused(422, found)));
  }

  private Decision modified(Trigger trigger, int version, List<LegChange> changes) {
    return TriggerRules.modify(trigger, version, changes)
        .<Decision>map(Decision.No::new)
        .orElseGet(() -> new Decision.Terms(trigger.modified(changes, micros())));
  }

  /** Cancels an active one; a second time it answers as before. */
  Future<TriggerReply> cancel(long accountId, UUID triggerId, int legs) {
    return change(
            accountId,
            triggerId,
            trigger -> {
              if (trigger.legs().size() != legs) {
                return new Decision.No(unknown());
              }
              return TriggerRules.cancel(trigger)
                  .<Decision>map(Decision.No::new)
                  .orElseGet(
                      () ->
                          trigger.isActive()
                              ? new Decision.State(trigger.cancelled(micros()))
                              : new Decision.AsBefore(trigger));
            })
        .recover(failure -> Future.failedFuture(fault(failure, true)));
  }

  private Future<TriggerReply> change(
      long accountId, UUID triggerId, Function<Trigger, Decision> decide) {
    return store
        .change(accountId, triggerId, decide)
        .map(
            decided ->
                decided
                    .map(
                        decision ->
                            switch (decision) {
                              case Decision.State(var after) -> TriggerMessages.accepted(after);
                              case Decision.Terms(var after) -> TriggerMessages.accepted(after);
                              case Decision.AsBefore(var same) -> TriggerMessages.accepted(same);
                              case Decision.No(var no) -> TriggerMessages.refused(no);
                            })
                    .orElseGet(() -> TriggerMessages.refused(unknown())));
  }

  /** One of an account's with so many legs. */
  Future<TriggerReply> find(long accountId, UUID triggerId, int legs) {
    return store
        .find(accountId, triggerId)
        .map(
            found ->
                found
                    .filter(trigger -> trigger.legs().size() == legs)
                    .map(TriggerMessages::accepted)
                    .orElseGet(() -> TriggerMessages.refused(unknown())))
        .recover(failure -> Future.failedFuture(fault(failure, false)));
  }

  /** Newest first, from the one before {@code before}. */
  Future<List<Trigger>> list(
      long accountId, int legs, List<Short> statuses, UUID before, int limit) {
    return store
        .list(accountId, legs, statuses, before, limit)
        .recover(failure -> Future.failedFuture(fault(failure, false)));
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  private static Refused unknown() {
    return Refused.of(404, "trigger.unknown", "The account has no such trigger.");
  }

  private static Future<TriggerReply> refused(Refused refused) {
    return Future.succeededFuture(TriggerMessages.refused(refused));
  }

  /** A command whose transaction failed may have been committed: look it up by its key. */
  private static Throwable fault(Throwable failure, boolean command) {
    return switch (failure) {
      case Fault known -> known;
      case IllegalStateException bug -> bug;
      default ->
          command
              ? Fault.unknown("system.database", "The database did not confirm.", failure)
              : Fault.unavailable("system.database", "The database does not answer.", failure);
    };
  }
}

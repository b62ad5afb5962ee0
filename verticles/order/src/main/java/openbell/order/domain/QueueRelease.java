package openbell.order.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import openbell.order.domain.OrderEvent.Released;

/**
 * Decides what becomes of queued orders whose session decides them, in their order, greedily: one
 * goes to the venue if it fits beside all that is there and all that went before it; what waits
 * comes after it, in whatever batch. Its account's limits are those of the moment, and so is what
 * they are compared with: staff may have lowered the ones, fills may have raised the other since it
 * was accepted. How many orders live and how fast they were placed is not looked at: a release
 * changes neither.
 */
public final class QueueRelease {
  private final QueueState state;
  private final QueueSession session;
  private final long nowMicros;
  private final AccountGuards guards;

  private QueueRelease(QueueState state, QueueSession session, long nowMicros) {
    this.state = state;
    this.session = session;
    this.nowMicros = nowMicros;
    this.guards = new AccountGuards(state.guards());
  }

  /** A queued order as risk was asked about it, and what it said. */
  public record Due(Order seen, Verdict verdict) {
    /** The order as if it were placed now. */
    public Candidate candidate() {
      return new Candidate(Commands.asNewOrder(seen), seen.terms().orderId(), verdict);
    }
  }

  /**
   * The changes, in the order of {@code due}. An order that has changed since risk was asked has
   * none: the next round asks again.
   */
  public static List<Change> decide(
      List<Due> due, QueueState state, QueueSession session, long nowMicros) {
    return new QueueRelease(state, session, nowMicros)
        .decide(due.stream().filter(each -> isUnchanged(each, state)).toList());
  }

  private static boolean isUnchanged(Due due, QueueState state) {
    var now = state.orders().get(due.seen().terms().orderId());
    return now != null && now.version() == due.seen().version();
  }

  private List<Change> decide(List<Due> due) {
    var changes = new ArrayList<Change>(due.size());
    for (var each : due) {
      var change =
          Commands.release(
              each.seen(), session, each.verdict().refusedToo(refusals(each)), nowMicros);
      if (change.map(Change::event).filter(Released.class::isInstance).isPresent()) {
        guards.count(each.candidate(), hold(each));
      }
      change.ifPresent(changes::add);
    }
    return changes;
  }

  private List<Refusal> refusals(Due due) {
    var terms = due.seen().terms();
    var account = state.accounts().get(terms.accountId());
    return Stream.concat(
            account.refusals(terms.side()).stream(),
            guards.raiseRefusals(due.candidate(), terms.orderQty(), hold(due)).stream())
        .toList();
  }

  private long hold(Due due) {
    return state.holds().getOrDefault(due.seen().terms().orderId(), 0L);
  }
}

package openbell.order.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import openbell.model.Side;

/**
 * Decides one intake batch in arrival order, greedily: an order passes if what the orders before it
 * left still covers it. Used once, by one thread. Refused orders leave no trace: their key and
 * their money are free for the next of the batch.
 */
public final class Intake {
  private final IntakeState state;
  private final Function<String, FeeSchedule> feesOfMic;
  private final long nowMicros;
  private final Map<AccountKey, Long> available;
  private final Set<AccountKey> usedClOrdIds;
  private final AccountGuards guards;
  private final Map<AccountKey, PlaceOutcome.Accepted> acceptedByKey = new HashMap<>();

  private Intake(IntakeState state, Function<String, FeeSchedule> feesOfMic, long nowMicros) {
    this.state = state;
    this.feesOfMic = feesOfMic;
    this.nowMicros = nowMicros;
    this.available = new HashMap<>(state.available());
    this.usedClOrdIds = new HashSet<>(state.usedClOrdIds());
    this.guards = new AccountGuards(state.guards());
  }

  /** One outcome for each candidate, in their order. */
  public static List<PlaceOutcome> decide(
      List<Candidate> batch,
      IntakeState state,
      Function<String, FeeSchedule> feesOfMic,
      long nowMicros) {
    var intake = new Intake(state, feesOfMic, nowMicros);
    var outcomes = new ArrayList<PlaceOutcome>(batch.size());
    batch.forEach(candidate -> outcomes.add(intake.decide(candidate)));
    return outcomes;
  }

  private PlaceOutcome decide(Candidate candidate) {
    var request = candidate.order();
    var stored = state.answers().get(request.key());
    if (stored != null) {
      return stored.requestHash().equals(request.requestHash())
          ? new PlaceOutcome.Stored(stored.answer())
          : keyReused();
    }
    var earlier = acceptedByKey.get(request.key());
    if (earlier != null) {
      return earlier.request().requestHash().equals(request.requestHash())
          ? new PlaceOutcome.Shared(earlier.order())
          : keyReused();
    }
    return decideNew(candidate);
  }

  private PlaceOutcome decideNew(Candidate candidate) {
    var request = candidate.order();
    var account = state.accounts().get(request.accountId());
    if (account == null) {
      return Refused.of(404, "risk.account_unknown", "There is no such account.");
    }
    var terms = candidate.terms(nowMicros);
    var hold = hold(candidate, terms);
    var violations = violations(candidate, terms, account, hold);
    return violations
        .refused()
        .<PlaceOutcome>map(refused -> refused)
        .orElseGet(() -> accept(candidate, terms, hold.getAsLong()));
  }

  /** What the order would hold; empty if it has no price to hold for, or beyond 64 bits. */
  private OptionalLong hold(Candidate candidate, OrderTerms terms) {
    return candidate.verdict().isAllowed()
        ? Holds.of(terms, feesOfMic.apply(terms.mic()))
        : OptionalLong.empty();
  }

  /** All that stands against an order, in the order in which it is told. */
  private Violations violations(
      Candidate candidate, OrderTerms terms, AccountState account, OptionalLong hold) {
    var violations = new Violations();
    account.refusals(terms.side()).forEach(refusal -> violations.add(AccountState.LOCKED, refusal));
    candidate.verdict().refusals().forEach(refusal -> violations.add(422, refusal));
    if (usedClOrdIds.contains(new AccountKey(terms.accountId(), terms.clOrdId()))) {
      violations.add(clOrdIdReused());
    }
    guards.refusals(candidate, hold).forEach(refusal -> violations.add(422, refusal));
    if (candidate.verdict().isAllowed()) {
      addUncovered(violations, candidate, hold);
    }
    return violations;
  }

  private void addUncovered(Violations violations, Candidate candidate, OptionalLong hold) {
    var left = available.getOrDefault(candidate.holdAsset(), 0L);
    if (hold.isEmpty()) {
      violations.add(422, "order.value_too_large", "The order's value is beyond all bounds.");
    } else if (left < hold.getAsLong()) {
      violations.add(insufficient(candidate.order().side(), left));
    }
  }

  private PlaceOutcome accept(Candidate candidate, OrderTerms terms, long hold) {
    available.merge(candidate.holdAsset(), -hold, Long::sum);
    usedClOrdIds.add(new AccountKey(terms.accountId(), terms.clOrdId()));
    guards.count(candidate, hold);
    var order = Order.accepted(terms, candidate.verdict().queue());
    var accepted = new PlaceOutcome.Accepted(candidate.order(), order, hold, candidate.evidence());
    acceptedByKey.put(candidate.order().key(), accepted);
    return accepted;
  }

  /** Also what the database's guard says. */
  public static Refused insufficient(Side side, long available) {
    return Refused.of(
        422,
        switch (side) {
          case BUY ->
              new Refusal(
                  "funds.insufficient",
                  "The available funds do not cover the order and its charges.",
                  "/quantity",
                  formatMoney(available));
          case SELL ->
              new Refusal(
                  "holdings.insufficient",
                  "The available holding does not cover the order.",
                  "/quantity",
                  Long.toString(available));
        });
  }

  /** Also what the database's unique key says. */
  public static Refused clOrdIdReused() {
    return Refused.of(
        422,
        new Refusal(
            "order.client_order_id_reused",
            "An order of this account has this clientOrderId.",
            "/clientOrderId",
            ""));
  }

  private static Refused keyReused() {
    return Refused.of(
        422, "idempotency.key_reused", "This idempotency key was used with another request.");
  }
}

package openbell.order.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import openbell.model.Side;
import openbell.model.TimeInForce;

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
  private final Map<AccountKey, PlaceOutcome.Accepted> acceptedByKey = new HashMap<>();

  private Intake(IntakeState state, Function<String, FeeSchedule> feesOfMic, long nowMicros) {
    this.state = state;
    this.feesOfMic = feesOfMic;
    this.nowMicros = nowMicros;
    this.available = new HashMap<>(state.available());
    this.usedClOrdIds = new HashSet<>(state.usedClOrdIds());
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
    if (account.blocked()) {
      return Refused.of(423, "risk.account_blocked", "The account is blocked for new orders.");
    }
    if (account.closeOnly() && request.side() == Side.BUY) {
      return Refused.of(423, "risk.account_close_only", "The account may only sell.");
    }
    if (!candidate.verdict().isAllowed()) {
      return new Refused(422, candidate.verdict().refusals());
    }
    var terms = candidate.terms(nowMicros);
    if (usedClOrdIds.contains(new AccountKey(terms.accountId(), terms.clOrdId()))) {
      return clOrdIdReused();
    }
    var expired = expireDate(terms);
    return expired.isPresent() ? expired.get() : decideHold(candidate, terms);
  }

  private static Optional<PlaceOutcome> expireDate(OrderTerms terms) {
    return terms.timeInForce() == TimeInForce.GTD && terms.expireDate() < terms.tradeDate()
        ? Optional.of(
            Refused.of(
                422,
                new Refusal(
                    "order.expire_date_passed",
                    "The last trade date of the order is before its first.",
                    "/expireDate",
                    isoDate(terms.tradeDate()))))
        : Optional.empty();
  }

  private static String isoDate(int yyyymmdd) {
    return "%04d-%02d-%02d".formatted(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
  }

  private PlaceOutcome decideHold(Candidate candidate, OrderTerms terms) {
    var hold = Holds.of(terms, feesOfMic.apply(terms.mic()));
    if (hold.isEmpty()) {
      return Refused.of(422, "order.value_too_large", "The order's value is beyond all bounds.");
    }
    var asset = candidate.holdAsset();
    var left = available.getOrDefault(asset, 0L);
    if (left < hold.getAsLong()) {
      return insufficient(terms.side(), left);
    }
    available.put(asset, left - hold.getAsLong());
    usedClOrdIds.add(new AccountKey(terms.accountId(), terms.clOrdId()));
    var accepted =
        new PlaceOutcome.Accepted(
            candidate.order(),
            Order.accepted(terms, candidate.verdict().queue()),
            hold.getAsLong());
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

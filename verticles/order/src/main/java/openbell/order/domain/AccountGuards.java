package openbell.order.domain;

import static openbell.model.Decimals.formatMoney;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import openbell.model.Side;

/**
 * The limits of accounts, decided in arrival order: an order passes if it fits beside all that
 * lives and all that passed before it in its batch. Used once, by one thread, as {@link Intake} is.
 */
final class AccountGuards {
  /** One limit: a refusal, or nothing to say. */
  private interface Guard {
    Optional<Refusal> check(AccountGuards counted, Candidate candidate, Wanted wanted);
  }

  /** What an order, or what a replace, would add: shares, and a hold where that can be said. */
  private record Wanted(long qty, OptionalLong hold) {}

  private static final Guard POSITION = AccountGuards::position;
  private static final Guard EXPOSURE = AccountGuards::exposure;
  private static final Guard OPEN_ORDERS = AccountGuards::openOrders;
  private static final Guard ORDER_RATE = AccountGuards::orderRate;
  private static final Guard DAILY_LOSS = AccountGuards::dailyLoss;

  /** In the order in which their refusals are told. */
  private static final List<Guard> ALL =
      List.of(POSITION, EXPOSURE, OPEN_ORDERS, ORDER_RATE, DAILY_LOSS);

  /** Those of an order that lives: of a replace, and of a release. */
  private static final List<Guard> RAISING = List.of(POSITION, EXPOSURE, DAILY_LOSS);

  private final GuardState state;
  private final Map<Long, Long> openOrders;
  private final Map<Long, Long> placed;
  private final Map<AccountKey, Long> openBuys;
  private final Map<AccountKey, Long> exposure;

  AccountGuards(GuardState state) {
    this.state = state;
    this.openOrders = new HashMap<>(state.openOrders());
    this.placed = new HashMap<>(state.placed());
    this.openBuys = new HashMap<>(state.openBuys());
    this.exposure = new HashMap<>(state.exposure());
  }

  /**
   * Every limit that the order would break.
   *
   * @param hold what it would hold; empty if that cannot be said
   */
  List<Refusal> refusals(Candidate candidate, OptionalLong hold) {
    return refusals(ALL, candidate, new Wanted(candidate.order().orderQty(), hold));
  }

  /**
   * Every limit that a living order would break by what is not counted of it. It opens no order;
   * where nothing is added none is broken.
   *
   * @param qty shares beyond the order as it is
   * @param raise what its hold would be raised by
   */
  List<Refusal> raiseRefusals(Candidate candidate, long qty, long raise) {
    return qty == 0 && raise == 0
        ? List.of()
        : refusals(RAISING, candidate, new Wanted(qty, OptionalLong.of(raise)));
  }

  private List<Refusal> refusals(List<Guard> guards, Candidate candidate, Wanted wanted) {
    return candidate.verdict().limits().equals(AccountLimits.NONE)
        ? List.of()
        : guards.stream().flatMap(guard -> guard.check(this, candidate, wanted).stream()).toList();
  }

  /** Counts an order that passed. */
  void count(Candidate candidate, long hold) {
    var order = candidate.order();
    openOrders.merge(order.accountId(), 1L, Long::sum);
    placed.merge(order.accountId(), 1L, Long::sum);
    if (order.side() == Side.BUY) {
      openBuys.merge(
          new AccountKey(order.accountId(), order.symbol()), order.orderQty(), AccountGuards::sum);
      exposure.merge(candidate.holdAsset(), hold, AccountGuards::sum);
    }
  }

  private static Optional<Refusal> position(
      AccountGuards counted, Candidate candidate, Wanted wanted) {
    var order = candidate.order();
    var key = new AccountKey(order.accountId(), order.symbol());
    return beyond(
        onlyBuys(candidate, candidate.verdict().limits().maxPosition()),
        sum(counted.state.shares().getOrDefault(key, 0L), counted.openBuys.getOrDefault(key, 0L)),
        wanted.qty(),
        left ->
            new Refusal(
                "risk.position_limit",
                "The position would be larger than the account may have.",
                "/quantity",
                Long.toString(left)));
  }

  private static Optional<Refusal> exposure(
      AccountGuards counted, Candidate candidate, Wanted wanted) {
    return wanted.hold().isEmpty()
        ? Optional.empty()
        : beyond(
            onlyBuys(candidate, candidate.verdict().limits().maxExposure()),
            counted.exposure.getOrDefault(candidate.holdAsset(), 0L),
            wanted.hold().getAsLong(),
            left ->
                new Refusal(
                    "risk.exposure_limit",
                    "The account would have more at stake than it may.",
                    "/quantity",
                    formatMoney(left)));
  }

  private static Optional<Refusal> openOrders(
      AccountGuards counted, Candidate candidate, Wanted wanted) {
    return beyond(
        candidate.verdict().limits().maxOpenOrders(),
        counted.openOrders.getOrDefault(candidate.order().accountId(), 0L),
        1,
        left ->
            Refusal.of("risk.open_orders_limit", "The account has as many open orders as it may."));
  }

  private static Optional<Refusal> orderRate(
      AccountGuards counted, Candidate candidate, Wanted wanted) {
    return beyond(
        candidate.verdict().limits().ordersPerMinute(),
        counted.placed.getOrDefault(candidate.order().accountId(), 0L),
        1,
        left ->
            Refusal.of("risk.order_rate", "The account places more orders a minute than it may."));
  }

  /** A loss that has reached the limit leaves sells alone. */
  private static Optional<Refusal> dailyLoss(
      AccountGuards counted, Candidate candidate, Wanted wanted) {
    var verdict = candidate.verdict();
    var limit = onlyBuys(candidate, verdict.limits().maxDailyLoss());
    var day =
        GuardState.day(candidate.order().accountId(), verdict.currency(), verdict.tradeDate());
    var result = counted.state.results().getOrDefault(day, 0L);
    return limit.isPresent() && result < 0 && result <= -limit.getAsLong()
        ? Optional.of(
            Refusal.of("risk.daily_loss", "The day's loss is at its limit: only sells are taken."))
        : Optional.empty();
  }

  private static OptionalLong onlyBuys(Candidate candidate, OptionalLong limit) {
    return candidate.order().side() == Side.BUY ? limit : OptionalLong.empty();
  }

  /**
   * A refusal where {@code before + more} is above the limit; the sum itself may be beyond 64 bits.
   */
  private static Optional<Refusal> beyond(
      OptionalLong limit, long before, long more, LongFunction<Refusal> refusal) {
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    var left = Math.max(0, limit.getAsLong() - before);
    return more > left ? Optional.of(refusal.apply(left)) : Optional.empty();
  }

  /** Of two that are not negative; all that a long holds if it is more. */
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}

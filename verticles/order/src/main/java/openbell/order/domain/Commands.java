package openbell.order.domain;

import java.util.Optional;
import java.util.OptionalLong;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.order.domain.OrderEvent.CancelRequested;
import openbell.order.domain.OrderEvent.Cancelled;
import openbell.order.domain.OrderEvent.Expired;
import openbell.order.domain.OrderEvent.Rejected;
import openbell.order.domain.OrderEvent.Released;
import openbell.order.domain.OrderEvent.ReplaceRequested;
import openbell.order.domain.OrderEvent.Replaced;

/** What commands do to an order: a client's cancel and replace, and the calendar's release. */
public final class Commands {
  /** What risk may miss of an order whose price was settled when it was accepted. */
  private static final String NO_REFERENCE = "market.no_reference_price";

  private Commands() {}

  /** What a cancel does. Idempotent: a second one sends nothing. A queued order ends at once. */
  public static CancelOutcome cancel(Order order, long nowMicros) {
    return switch (order.ordStatus()) {
      case PENDING_CANCEL, CANCELED -> new CancelOutcome.AsBefore(order);
      case FILLED, REJECTED, EXPIRED ->
          Refused.of(409, "order.not_cancelable", "The order is " + order.ordStatus() + ".");
      case PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_REPLACE ->
          new CancelOutcome.Changed(
              change(
                  order,
                  order.queued() ? new Cancelled("") : new CancelRequested(order.lastCmdNo() + 1),
                  nowMicros));
    };
  }

  /** Why an order cannot be replaced now, whatever the new terms; empty if it can. */
  public static Optional<Refused> notReplaceable(Order order, ReplaceOrder request) {
    var modifiable =
        switch (order.ordStatus()) {
          case NEW, PARTIALLY_FILLED -> true;
          case PENDING_NEW -> order.queued();
          case FILLED, CANCELED, REJECTED, EXPIRED, PENDING_CANCEL, PENDING_REPLACE -> false;
        };
    if (!modifiable) {
      return Optional.of(
          Refused.of(409, "order.not_modifiable", "The order is " + order.ordStatus() + "."));
    }
    if (request.version() != order.version()) {
      return Optional.of(
          Refused.of(
              412,
              new Refusal(
                  "order.version_mismatch",
                  "The order has changed since; its version is the hint.",
                  "",
                  Integer.toString(order.version()))));
    }
    return noTriggerPrice(order, request);
  }

  private static Optional<Refused> noTriggerPrice(Order order, ReplaceOrder request) {
    if (request.stopPx().isEmpty() || (order.terms().isStop() && !order.triggered())) {
      return Optional.empty();
    }
    return Optional.of(
        Refused.of(
            422,
            new Refusal(
                "order.trigger_price_not_allowed",
                "The order does not wait for a trigger price.",
                "/triggerPrice",
                "")));
  }

  /**
   * What a replace does. What the new terms may cost beyond the hold is held before they are sent;
   * a cut releases nothing until the venue says REPLACED. A queued order has them at once.
   *
   * @param verdict what risk says of the order with the new terms
   * @param state read under the locks of the account and the order
   */
  public static ReplaceOutcome replace(
      Order order,
      ReplaceOrder request,
      Verdict verdict,
      ReplaceState state,
      FeeSchedule fees,
      long nowMicros) {
    var refused = notReplaceable(order, request).or(() -> notAllowed(verdict, state));
    if (refused.isPresent()) {
      return refused.get();
    }
    var replace = terms(order, request, verdict);
    var change =
        change(
            order,
            order.queued() ? new Replaced(replace) : new ReplaceRequested(replace),
            Evidence.ofRequest(request.receivedAtMicros(), verdict.inputs()),
            nowMicros);
    var needed = Holds.needed(change.after(), fees);
    if (needed.isEmpty()) {
      return Refused.of(422, "order.value_too_large", "The order's value is beyond all bounds.");
    }
    var raise = Math.max(0, needed.getAsLong() - state.holdLeft());
    var side = order.terms().side();
    if (raise > 0 && side == Side.BUY && state.account().closeOnly()) {
      return Refused.of(AccountState.LOCKED, AccountState.CLOSE_ONLY);
    }
    var limited = limited(order, request, verdict, state, raise);
    if (limited.isPresent()) {
      return limited.get();
    }
    if (raise > state.available()) {
      return Intake.insufficient(side, state.available());
    }
    var released = order.queued() ? Math.max(0, state.holdLeft() - needed.getAsLong()) : 0;
    return new ReplaceOutcome.Changed(change, raise, released);
  }

  /**
   * What the account's limits say of what a replace would buy or hold beyond the order as it is.
   */
  private static Optional<Refused> limited(
      Order order, ReplaceOrder request, Verdict verdict, ReplaceState state, long raise) {
    var terms = order.terms();
    var more = orElse(request.orderQty(), terms.orderQty()) - terms.orderQty();
    var candidate = new Candidate(asNewOrder(order, request), terms.orderId(), verdict);
    var refusals =
        new AccountGuards(state.guards()).raiseRefusals(candidate, Math.max(0, more), raise);
    return refusals.isEmpty() ? Optional.empty() : Optional.of(new Refused(422, refusals));
  }

  private static Optional<Refused> notAllowed(Verdict verdict, ReplaceState state) {
    if (state.account().blocked()) {
      return Optional.of(Refused.of(AccountState.LOCKED, AccountState.BLOCKED));
    }
    return verdict.isAllowed()
        ? Optional.empty()
        : Optional.of(new Refused(422, verdict.refusals()));
  }

  private static PendingReplace terms(Order order, ReplaceOrder request, Verdict verdict) {
    return new PendingReplace(
        order.queued() ? 0 : order.lastCmdNo() + 1,
        orElse(request.orderQty(), order.terms().orderQty()),
        orElse(request.price(), order.terms().price()),
        orElse(request.stopPx(), order.terms().stopPx()),
        verdict.worstPx());
  }

  /** The order as it is, as risk is asked about it. */
  public static PlaceOrder asNewOrder(Order order) {
    var terms = order.terms();
    var asItIs = OptionalLong.empty();
    return asNewOrder(
        order,
        new ReplaceOrder(
            terms.accountId(),
            terms.userId(),
            terms.orderId(),
            order.version(),
            asItIs,
            asItIs,
            asItIs,
            0));
  }

  /** The order with the new terms, as risk is asked about it. */
  public static PlaceOrder asNewOrder(Order order, ReplaceOrder request) {
    var terms = order.terms();
    return new PlaceOrder(
        terms.accountId(),
        request.userId(),
        "",
        "",
        terms.clOrdId(),
        terms.symbol(),
        terms.side(),
        ordType(order),
        terms.timeInForce(),
        terms.product(),
        orElse(request.orderQty(), terms.orderQty()),
        orElse(request.price(), terms.price()),
        order.triggered() ? 0 : orElse(request.stopPx(), terms.stopPx()),
        terms.expireDate(),
        order.queued(),
        terms.tags(),
        0);
  }

  /** A triggered order is what it has become: its trigger price lies behind the market. */
  private static OrdType ordType(Order order) {
    var type = order.terms().ordType();
    return switch (type) {
      case STOP -> order.triggered() ? OrdType.MARKET : type;
      case STOP_LIMIT -> order.triggered() ? OrdType.LIMIT : type;
      case MARKET, LIMIT -> type;
    };
  }

  /**
   * What becomes of a queued order; empty while its session does not collect orders yet. One whose
   * session was missed goes to the next if its validity reaches so far, else it expires. One that
   * would be refused now is rejected: what was allowed when it was placed may be long ago. That a
   * market order has no reference price refuses nothing: its protection price is the held one.
   *
   * @param verdict what risk, and its account ({@link QueueRelease}), say of it now, as {@link
   *     #asNewOrder(Order)}
   */
  static Optional<Change> release(
      Order order, QueueSession session, Verdict verdict, long nowMicros) {
    var terms = order.terms();
    if (!order.queued() || terms.tradeDate() > session.tradeDate()) {
      return Optional.empty();
    }
    if (!terms.outlives(session.tradeDate())) {
      return Optional.of(change(order, new Expired("order.session_missed"), nowMicros));
    }
    if (!session.collecting()) {
      return Optional.empty();
    }
    var event =
        verdict.refusals().stream()
            .map(Refusal::code)
            .filter(code -> !code.equals(NO_REFERENCE))
            .findFirst()
            .<OrderEvent>map(Rejected::new)
            .orElseGet(() -> new Released(session.tradeDate()));
    return Optional.of(change(order, event, Evidence.ofRequest(0, verdict.inputs()), nowMicros));
  }

  private static Change change(Order order, OrderEvent event, long nowMicros) {
    return change(order, event, Evidence.NONE, nowMicros);
  }

  private static Change change(Order order, OrderEvent event, Evidence evidence, long nowMicros) {
    return new Change(Lifecycle.evolve(order, event, nowMicros), event, evidence);
  }

  private static long orElse(OptionalLong wanted, long now) {
    return wanted.orElse(now);
  }
}

package openbell.order.trigger.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An order that waits for a trade at or beyond a price. With one leg it is good till triggered
 * (GTT); of two legs one cancels the other (OCO). It is one value with one status, so that at most
 * one of its legs is ever met and at most one order comes of it.
 *
 * @param armedAt microseconds: trades published before do not count
 * @param expireAt microseconds: trades from then on do not count
 * @param met what met it; empty while nothing has
 * @param orderId the order that it placed; empty before
 * @param reason why its order was refused, a dotted code; else empty
 */
public record Trigger(
    UUID triggerId,
    long accountId,
    long userId,
    String symbol,
    List<Leg> legs,
    int expireDate,
    long expireAt,
    long createdAt,
    long armedAt,
    TriggerStatus status,
    int version,
    Optional<Met> met,
    Optional<UUID> orderId,
    String reason,
    long updatedAt) {

  /**
   * The leg that was met, and the trade's price.
   *
   * @param leg from 0
   */
  public record Met(int leg, long px) {}

  public Trigger {
    legs = List.copyOf(legs);
    if (legs.isEmpty() || legs.size() > 2) {
      throw new IllegalArgumentException("a trigger has one or two legs: " + legs.size());
    }
  }

  public boolean isActive() {
    return status == TriggerStatus.ACTIVE;
  }

  /** The first leg that a trade meets; none where it does not count or the trigger is over. */
  public OptionalInt legMetBy(TradePrint trade, long now) {
    var open = isActive() && counts(trade.publishedAt(), now);
    for (var leg = 0; open && leg < legs.size(); leg++) {
      if (legs.get(leg).isMetBy(trade.px())) {
        return OptionalInt.of(leg);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Whether a trade published at an instant counts. Where the clock was set back after the arming,
   * the arming lies ahead and says nothing.
   */
  boolean counts(long publishedAt, long now) {
    return (publishedAt >= armedAt || armedAt > now) && publishedAt < expireAt;
  }

  /** It was met; the order of the leg is to be placed. */
  public Trigger triggered(int leg, long px, long now) {
    require(TriggerStatus.ACTIVE);
    return with(TriggerStatus.TRIGGERED, Optional.of(new Met(leg, px)), orderId, "", now);
  }

  /** Its order was accepted. */
  public Trigger placed(UUID placedOrderId, long now) {
    require(TriggerStatus.TRIGGERED);
    return with(status, met, Optional.of(placedOrderId), "", now);
  }

  /** Its order was refused. */
  public Trigger rejected(String code, long now) {
    require(TriggerStatus.TRIGGERED);
    return with(TriggerStatus.REJECTED, met, orderId, code, now);
  }

  /** Its owner wants it no more. */
  public Trigger cancelled(long now) {
    require(TriggerStatus.ACTIVE);
    return with(TriggerStatus.CANCELLED, met, orderId, "", now);
  }

  /** Its last day is over. */
  public Trigger expired(long now) {
    require(TriggerStatus.ACTIVE);
    return with(TriggerStatus.EXPIRED, met, orderId, "", now);
  }

  /** The same with other terms, armed anew; a change of a leg that it has not is a bug. */
  public Trigger modified(List<LegChange> changes, long now) {
    require(TriggerStatus.ACTIVE);
    var changed = new ArrayList<>(legs);
    changes.forEach(one -> changed.set(one.leg(), one.applied(changed.get(one.leg()))));
    return new Trigger(
        triggerId,
        accountId,
        userId,
        symbol,
        changed,
        expireDate,
        expireAt,
        createdAt,
        now,
        status,
        version + 1,
        met,
        orderId,
        reason,
        now);
  }

  private Trigger with(
      TriggerStatus to, Optional<Met> by, Optional<UUID> order, String code, long now) {
    return new Trigger(
        triggerId,
        accountId,
        userId,
        symbol,
        legs,
        expireDate,
        expireAt,
        createdAt,
        armedAt,
        to,
        version + 1,
        by,
        order,
        code,
        now);
  }

  private void require(TriggerStatus from) {
    if (status != from || orderId.isPresent()) {
      throw new IllegalStateException(triggerId + " is " + status + ", not " + from);
    }
  }
}

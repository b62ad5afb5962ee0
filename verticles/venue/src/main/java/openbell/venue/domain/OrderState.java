package openbell.venue.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import openbell.model.OrdStatus;
import openbell.venue.domain.VenueCommand.OrderCommand;

/**
 * What the engine remembers of an order: its identity, how far it is filled, and which of its
 * commands was applied last. Owned by the engine's thread.
 */
final class OrderState {

  static final int MAX_PARKED = 16;

  private final OrderIdentity identity;
  private long price;
  private long stopPx;
  private boolean isWaiting;
  private long orderQty;
  private long cumQty;
  private int lastCmdNo;
  private OrdStatus status;
  private TreeMap<Integer, OrderCommand> parked = new TreeMap<>();

  OrderState(OrderIdentity identity, long price, long stopPx, long orderQty) {
    this.identity = identity;
    this.price = price;
    this.stopPx = stopPx;
    this.isWaiting = identity.isStop();
    this.orderQty = orderQty;
    this.status = OrdStatus.NEW;
  }

  /** As it was in a snapshot. */
  static OrderState restore(OrderSnapshot snapshot) {
    var state =
        new OrderState(
            snapshot.identity(), snapshot.price(), snapshot.stopPx(), snapshot.orderQty());
    state.isWaiting = snapshot.isWaiting();
    state.cumQty = snapshot.cumQty();
    state.lastCmdNo = snapshot.lastCmdNo();
    state.status = snapshot.status();
    return state;
  }

  OrderSnapshot snapshot() {
    return new OrderSnapshot(
        identity, price, stopPx, isWaiting, orderQty, cumQty, lastCmdNo, status);
  }

  /** Of an order that waits for its trigger: no book says its quantities and prices. */
  void addTo(StateHash hash) {
    hash.addOrder(identity.handle(), identity.accountId(), price, orderQty, cumQty);
    hash.add(stopPx);
  }

  OrderIdentity identity() {
    return identity;
  }

  boolean isOfStreet() {
    return identity.accountId() == 0;
  }

  boolean isDone() {
    return switch (status) {
      case FILLED, CANCELED, REJECTED, EXPIRED -> true;
      case NEW, PARTIALLY_FILLED, PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE -> false;
    };
  }

  OrdStatus status() {
    return status;
  }

  long price() {
    return price;
  }

  long stopPx() {
    return stopPx;
  }

  /** Whether it waits for its trigger. */
  boolean isWaiting() {
    return isWaiting;
  }

  /** It waits no longer. */
  void trigger() {
    isWaiting = false;
  }

  long orderQty() {
    return orderQty;
  }

  long cumQty() {
    return cumQty;
  }

  long leavesQty() {
    return isDone() ? 0 : orderQty - cumQty;
  }

  int lastCmdNo() {
    return lastCmdNo;
  }

  void commandApplied(int cmdNo) {
    lastCmdNo = cmdNo;
  }

  void fill(long quantity) {
    cumQty += quantity;
    status = cumQty == orderQty ? OrdStatus.FILLED : OrdStatus.PARTIALLY_FILLED;
  }

  /** A leavesQty of 0 ends the order as filled, its total cut to what was. */
  void replace(long newPrice, long leavesQty) {
    price = newPrice;
    orderQty = cumQty + leavesQty;
    if (leavesQty == 0) {
      status = OrdStatus.FILLED;
    }
  }

  /** A new trigger price of an order that waits. */
  void moveTrigger(long newStopPx) {
    stopPx = newStopPx;
  }

  void end(OrdStatus finalStatus) {
    status = finalStatus;
    isWaiting = false;
  }

  /** Keeps a command for later; answers false where too many wait. */
  boolean park(OrderCommand command) {
    if (parked.size() >= MAX_PARKED) {
      return false;
    }
    parked.putIfAbsent(command.header().cmdNo(), command);
    return true;
  }

  /** The command that follows the last applied one, if it waits. */
  Optional<OrderCommand> takeNext() {
    return Optional.ofNullable(parked.remove(lastCmdNo + 1));
  }

  Collection<OrderCommand> parked() {
    return parked.values();
  }

  List<OrderCommand> takeParked() {
    var taken = new ArrayList<>(parked.values());
    parked = new TreeMap<>();
    return taken;
  }
}

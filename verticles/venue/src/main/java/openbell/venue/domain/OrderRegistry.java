package openbell.venue.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import openbell.venue.domain.VenueCommand.OrderCommand;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The orders that the engine knows: those that live, and of customers those that ended in this
 * session, so that a command that comes twice is recognised. An order of the street is forgotten
 * when it ends: its producer is idempotent, and it has no reports that could be doubled.
 */
final class OrderRegistry {
  private static final int MAX_EARLY = 10_000;

  private final Map<UUID, OrderState> byId = new HashMap<>();
  private final Long2ObjectHashMap<OrderState> live = new Long2ObjectHashMap<>();
  private final Map<UUID, OrderState> finished = new LinkedHashMap<>();

  /** Commands that came before their order did. */
  private final Map<UUID, List<OrderCommand>> early = new LinkedHashMap<>();

  private int earlyCount;

  Optional<OrderState> find(UUID orderId) {
    return Optional.ofNullable(byId.get(orderId));
  }

  /** An order that rests or is being matched. */
  OrderState live(long handle) {
    return live.get(handle);
  }

  int liveCount() {
    return live.size();
  }

  /** Remembers an order; commands that came before it wait with it from now on. */
  void add(OrderState order) {
    var orderId = order.identity().orderId();
    byId.put(orderId, order);
    if (order.isDone()) {
      finish(order);
    } else {
      live.put(order.identity().handle(), order);
    }
    var waiting = early.remove(orderId);
    if (waiting != null) {
      earlyCount -= waiting.size();
      waiting.forEach(order::park);
    }
  }

  /** The order has ended. */
  void finish(OrderState order) {
    var identity = order.identity();
    live.remove(identity.handle());
    if (order.isOfStreet()) {
      byId.remove(identity.orderId());
    } else {
      finished.put(identity.orderId(), order);
    }
  }

  /** Keeps a command of an order that is not known yet; answers false where too many wait. */
  boolean parkEarly(OrderCommand command) {
    var ofOrder = early.getOrDefault(command.header().orderId(), List.of());
    if (earlyCount >= MAX_EARLY || ofOrder.size() >= OrderState.MAX_PARKED) {
      return false;
    }
    earlyCount++;
    early.computeIfAbsent(command.header().orderId(), id -> new ArrayList<>()).add(command);
    return true;
  }

  /** Forgets the finished orders that match, and answers the commands that waited with them. */
  List<OrderCommand> forgetFinished(Predicate<OrderState> isOver) {
    var waiting = new ArrayList<OrderCommand>();
    for (var orders = finished.values().iterator(); orders.hasNext(); ) {
      var order = orders.next();
      if (isOver.test(order)) {
        waiting.addAll(order.takeParked());
        byId.remove(order.identity().orderId());
        orders.remove();
      }
    }
    return waiting;
  }

  /** Takes out the early commands that match. */
  List<OrderCommand> takeEarly(Predicate<OrderCommand> isOver) {
    var taken = new ArrayList<OrderCommand>();
    for (Iterator<List<OrderCommand>> lists = early.values().iterator(); lists.hasNext(); ) {
      var commands = lists.next();
      commands.stream().filter(isOver).forEach(taken::add);
      commands.removeIf(isOver);
      if (commands.isEmpty()) {
        lists.remove();
      }
    }
    earlyCount -= taken.size();
    return taken;
  }

  Collection<OrderState> finished() {
    return finished.values();
  }

  /** All commands that wait for an earlier one. */
  List<OrderCommand> parked() {
    var parked = new ArrayList<OrderCommand>();
    live.values().forEach(order -> parked.addAll(order.parked()));
    finished.values().forEach(order -> parked.addAll(order.parked()));
    early.values().forEach(parked::addAll);
    return parked;
  }
}

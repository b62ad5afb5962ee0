package openbell.venue;

import java.util.List;
import openbell.model.OrdStatus;
import openbell.model.OrderId;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.EngineSnapshot;
import openbell.venue.domain.OrderIdentity;
import openbell.venue.domain.OrderSnapshot;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.wire.venue.VenueOrder;

/** Engine snapshots, from and to their Protobuf form. */
final class SnapshotCodec {
  private SnapshotCodec() {}

  static openbell.wire.venue.EngineSnapshot encode(EngineSnapshot snapshot) {
    return openbell.wire.venue.EngineSnapshot.newBuilder()
        .setNextOffset(snapshot.nextOffset())
        .setNow(snapshot.now())
        .addAllSymbols(snapshot.symbols())
        .putAllTradeDates(snapshot.tradeDates())
        .addAllResting(snapshot.resting().stream().map(SnapshotCodec::encode).toList())
        .addAllFinished(snapshot.finished().stream().map(SnapshotCodec::encode).toList())
        .addAllParked(snapshot.parked().stream().map(CommandCodec::encode).toList())
        .build();
  }

  /** Throws IllegalArgumentException where the message is no snapshot. */
  static EngineSnapshot decode(openbell.wire.venue.EngineSnapshot wire) {
    return new EngineSnapshot(
        wire.getNextOffset(),
        wire.getNow(),
        List.copyOf(wire.getSymbolsList()),
        wire.getTradeDatesMap(),
        wire.getRestingList().stream().map(SnapshotCodec::decode).toList(),
        wire.getFinishedList().stream().map(SnapshotCodec::decode).toList(),
        wire.getParkedList().stream().map(SnapshotCodec::parked).toList());
  }

  private static VenueOrder encode(OrderSnapshot order) {
    var identity = order.identity();
    return VenueOrder.newBuilder()
        .setOrderId(OrderId.toBytes(identity.orderId()))
        .setHandle(identity.handle())
        .setAccountId(identity.accountId())
        .setSymbol(identity.symbol())
        .setSide(identity.side().wire())
        .setTimeInForce(identity.timeInForce().wire())
        .setTradeDate(identity.tradeDate())
        .setPrice(order.price())
        .setOrderQty(order.orderQty())
        .setCumQty(order.cumQty())
        .setLastCmdNo(order.lastCmdNo())
        .setOrdStatus(order.status().wire())
        .build();
  }

  private static OrderSnapshot decode(VenueOrder wire) {
    var identity =
        new OrderIdentity(
            OrderId.of(wire.getOrderId()),
            wire.getHandle(),
            wire.getAccountId(),
            wire.getSymbol(),
            Side.of(wire.getSide()),
            TimeInForce.of(wire.getTimeInForce()),
            wire.getTradeDate());
    return new OrderSnapshot(
        identity,
        wire.getPrice(),
        wire.getOrderQty(),
        wire.getCumQty(),
        wire.getLastCmdNo(),
        OrdStatus.of(wire.getOrdStatus()));
  }

  private static OrderCommand parked(openbell.wire.venue.VenueCommand wire) {
    if (CommandCodec.decode(wire) instanceof OrderCommand command) {
      return command;
    }
    throw new IllegalArgumentException("a listing does not wait");
  }
}

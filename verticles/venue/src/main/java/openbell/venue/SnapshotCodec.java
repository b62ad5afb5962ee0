package openbell.venue;

import java.util.Map;
import java.util.stream.Collectors;
import openbell.model.OrdStatus;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.EngineSnapshot;
import openbell.venue.domain.EngineSnapshot.ListingSnapshot;
import openbell.venue.domain.OrderIdentity;
import openbell.venue.domain.OrderSnapshot;
import openbell.venue.domain.SessionView;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.wire.venue.VenueListing;
import openbell.wire.venue.VenueOrder;
import openbell.wire.venue.VenueSession;

/** Engine snapshots, from and to their Protobuf form. */
final class SnapshotCodec {
  private SnapshotCodec() {}

  static openbell.wire.venue.EngineSnapshot encode(EngineSnapshot snapshot) {
    return openbell.wire.venue.EngineSnapshot.newBuilder()
        .setNextOffset(snapshot.nextOffset())
        .setNow(snapshot.now())
        .addAllListings(snapshot.listings().stream().map(SnapshotCodec::encode).toList())
        .addAllSessions(snapshot.sessions().entrySet().stream().map(SnapshotCodec::encode).toList())
        .addAllLive(snapshot.live().stream().map(SnapshotCodec::encode).toList())
        .addAllFinished(snapshot.finished().stream().map(SnapshotCodec::encode).toList())
        .addAllParked(snapshot.parked().stream().map(CommandCodec::encode).toList())
        .build();
  }

  /** Throws IllegalArgumentException where the message is no snapshot. */
  static EngineSnapshot decode(openbell.wire.venue.EngineSnapshot wire) {
    return new EngineSnapshot(
        wire.getNextOffset(),
        wire.getNow(),
        wire.getListingsList().stream().map(SnapshotCodec::decode).toList(),
        wire.getSessionsList().stream()
            .collect(Collectors.toMap(VenueSession::getMic, SnapshotCodec::decode)),
        wire.getLiveList().stream().map(SnapshotCodec::decode).toList(),
        wire.getFinishedList().stream().map(SnapshotCodec::decode).toList(),
        wire.getParkedList().stream().map(SnapshotCodec::parked).toList());
  }

  private static VenueListing encode(ListingSnapshot listing) {
    return VenueListing.newBuilder()
        .setSymbol(listing.symbol())
        .setPreviousClosePx(listing.previousClosePx())
        .setLastPx(listing.lastPx())
        .setHalt(listing.halt().wire())
        .build();
  }

  private static ListingSnapshot decode(VenueListing wire) {
    return new ListingSnapshot(
        wire.getSymbol(),
        wire.getPreviousClosePx(),
        wire.getLastPx(),
        TradingHalt.of(wire.getHalt()));
  }

  private static VenueSession encode(Map.Entry<String, SessionView> session) {
    var view = session.getValue();
    return VenueSession.newBuilder()
        .setMic(session.getKey())
        .setTradeDate(view.tradeDate())
        .setPhase(view.phase().wire())
        .setScheduled(view.isScheduled())
        .setAlwaysOpen(view.isAlwaysOpen())
        .setEndedDate(view.endedDate())
        .build();
  }

  private static SessionView decode(VenueSession wire) {
    return new SessionView(
        wire.getTradeDate(),
        TradingPhase.of(wire.getPhase()),
        wire.getScheduled(),
        wire.getAlwaysOpen(),
        wire.getEndedDate());
  }

  private static VenueOrder encode(OrderSnapshot order) {
    var identity = order.identity();
    return VenueOrder.newBuilder()
        .setOrderId(OrderId.toBytes(identity.orderId()))
        .setHandle(identity.handle())
        .setAccountId(identity.accountId())
        .setSymbol(identity.symbol())
        .setSide(identity.side().wire())
        .setOrdType(identity.ordType().wire())
        .setTimeInForce(identity.timeInForce().wire())
        .setTradeDate(identity.tradeDate())
        .setExpireDate(identity.expireDate())
        .setPrice(order.price())
        .setStopPx(order.stopPx())
        .setWaiting(order.isWaiting())
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
            OrdType.of(wire.getOrdType()),
            TimeInForce.of(wire.getTimeInForce()),
            wire.getTradeDate(),
            wire.getExpireDate());
    return new OrderSnapshot(
        identity,
        wire.getPrice(),
        wire.getStopPx(),
        wire.getWaiting(),
        wire.getOrderQty(),
        wire.getCumQty(),
        wire.getLastCmdNo(),
        OrdStatus.of(wire.getOrdStatus()));
  }

  private static OrderCommand parked(openbell.wire.venue.VenueCommand wire) {
    if (CommandCodec.decode(wire) instanceof OrderCommand command) {
      return command;
    }
    throw new IllegalArgumentException("what waits is a command of an order");
  }
}

package openbell.venue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;

/** The commands of {@code venue.orders.v1}, from and to their Protobuf form. */
final class CommandCodec {
  /** How far the clocks of the log and of the owner of a partition may be apart. */
  static final Duration MAX_CLOCK_GAP = Duration.ofSeconds(30);

  private CommandCodec() {}

  /**
   * The command in a record of the log, empty where there is none: the same answer in every replay.
   *
   * @param recordTimeMs when the log took the record. A phase whose owner's clock was further from
   *     it than {@link #MAX_CLOCK_GAP} is none: a clock that jumps ends no session
   */
  static Optional<VenueCommand> decode(byte[] value, long recordTimeMs) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      var wire = openbell.wire.venue.VenueCommand.parseFrom(value);
      var command = decode(wire);
      boolean isOfAnotherTime =
          command instanceof TradingPhaseChange && isOff(wire.getSendingTime(), recordTimeMs);
      return isOfAnotherTime ? Optional.empty() : Optional.of(command);
    } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** A record without a sending time was written before owners told theirs. */
  private static boolean isOff(long sendingTime, long recordTimeMs) {
    return sendingTime != 0
        && Math.abs(TimeUnit.MICROSECONDS.toMillis(sendingTime) - recordTimeMs)
            > MAX_CLOCK_GAP.toMillis();
  }

  /** Throws IllegalArgumentException where the message is no command. */
  static VenueCommand decode(openbell.wire.venue.VenueCommand wire) {
    return switch (wire.getCommandCase()) {
      case INSTRUMENT_LISTING ->
          new InstrumentListing(wire.getSymbol(), wire.getInstrumentListing().getPreviousClosePx());
      case NEW_ORDER_SINGLE -> newOrder(header(wire), wire.getNewOrderSingle());
      case ORDER_CANCEL_REQUEST -> new OrderCancelRequest(header(wire));
      case ORDER_CANCEL_REPLACE_REQUEST ->
          new OrderCancelReplaceRequest(
              header(wire),
              wire.getOrderCancelReplaceRequest().getOrderQty(),
              wire.getOrderCancelReplaceRequest().getPrice(),
              wire.getOrderCancelReplaceRequest().getStopPx());
      case TRADING_PHASE_CHANGE -> phaseChange(wire.getTradingPhaseChange());
      case TRADING_HALT_CHANGE ->
          new TradingHaltChange(
              wire.getSymbol(), TradingHalt.of(wire.getTradingHaltChange().getHalt()));
      case COMMAND_NOT_SET -> throw new IllegalArgumentException("a record without a command");
    };
  }

  /** The message of a command; what the engine does not keep (participant, times) stays unset. */
  static openbell.wire.venue.VenueCommand encode(OrderCommand command) {
    var header = command.header();
    var wire =
        openbell.wire.venue.VenueCommand.newBuilder()
            .setOrderId(OrderId.toBytes(header.orderId()))
            .setCmdNo(header.cmdNo())
            .setAccountId(header.accountId())
            .setSymbol(header.symbol())
            .setTradeDate(header.tradeDate());
    switch (command) {
      case NewOrderSingle order ->
          wire.getNewOrderSingleBuilder()
              .setSide(order.side().wire())
              .setOrdType(order.ordType().wire())
              .setTimeInForce(order.timeInForce().wire())
              .setOrderQty(order.orderQty())
              .setPrice(order.price())
              .setStopPx(order.stopPx())
              .setExpireDate(order.expireDate());
      case OrderCancelRequest cancel -> wire.getOrderCancelRequestBuilder();
      case OrderCancelReplaceRequest replace ->
          wire.getOrderCancelReplaceRequestBuilder()
              .setOrderQty(replace.orderQty())
              .setPrice(replace.price())
              .setStopPx(replace.stopPx());
    }
    return wire.build();
  }

  /** The record that lists a symbol. */
  static openbell.wire.venue.VenueCommand encode(InstrumentListing listing) {
    return openbell.wire.venue.VenueCommand.newBuilder()
        .setSymbol(listing.symbol())
        .setInstrumentListing(
            openbell.wire.venue.InstrumentListing.newBuilder()
                .setPreviousClosePx(listing.previousClosePx()))
        .build();
  }

  /** The record of a market's phase. */
  static openbell.wire.venue.VenueCommand encode(TradingPhaseChange change) {
    return openbell.wire.venue.VenueCommand.newBuilder()
        .setTradingPhaseChange(
            openbell.wire.venue.TradingPhaseChange.newBuilder()
                .setMic(change.mic())
                .setPhase(change.phase().wire())
                .setTradeDate(change.tradeDate())
                .setAlwaysOpen(change.alwaysOpen()))
        .build();
  }

  /** The record of a symbol's halt. */
  static openbell.wire.venue.VenueCommand encode(TradingHaltChange change) {
    return openbell.wire.venue.VenueCommand.newBuilder()
        .setSymbol(change.symbol())
        .setTradingHaltChange(
            openbell.wire.venue.TradingHaltChange.newBuilder().setHalt(change.halt().wire()))
        .build();
  }

  private static TradingPhaseChange phaseChange(openbell.wire.venue.TradingPhaseChange wire) {
    if (wire.getMic().isEmpty() || wire.getTradeDate() <= 0) {
      throw new IllegalArgumentException("a phase of no market or no date");
    }
    return new TradingPhaseChange(
        wire.getMic(), TradingPhase.of(wire.getPhase()), wire.getTradeDate(), wire.getAlwaysOpen());
  }

  private static Header header(openbell.wire.venue.VenueCommand wire) {
    if (wire.getCmdNo() < 0) {
      throw new IllegalArgumentException("command number " + wire.getCmdNo());
    }
    return new Header(
        OrderId.of(wire.getOrderId()),
        wire.getCmdNo(),
        wire.getAccountId(),
        wire.getSymbol(),
        wire.getTradeDate());
  }

  private static NewOrderSingle newOrder(Header header, openbell.wire.venue.NewOrderSingle wire) {
    return new NewOrderSingle(
        header,
        Side.of(wire.getSide()),
        OrdType.of(wire.getOrdType()),
        TimeInForce.of(wire.getTimeInForce()),
        wire.getOrderQty(),
        wire.getPrice(),
        wire.getStopPx(),
        wire.getExpireDate());
  }
}

package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import openbell.fuzz.Fuzz;
import openbell.model.ExecType;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import openbell.venue.domain.VenueReport;
import openbell.venue.domain.VenueReport.ExecutionReport;
import org.junit.jupiter.api.Test;

/**
 * Records of {@code venue.orders.v1}: a command that is written and read again as it was, or none;
 * and the engine takes whatever is a command, in any order, and is restored as it was.
 */
class CommandFuzzTest {
  private static final long START = 1_767_600_000_000_000L;
  private static final int TRADE_DATE = 20_260_105;
  private static final String SYMBOL = "XNSE:M&M";
  private static final int RECORDS_OF_ONE_ENGINE = 2_000;
  private static final byte[][] VALID = {
    bytes(new InstrumentListing(SYMBOL, 2_850_500)),
    bytes(new TradingPhaseChange("XNSE", TradingPhase.PRE_OPEN, TRADE_DATE, false)),
    bytes(new TradingPhaseChange("XNSE", TradingPhase.REGULAR, TRADE_DATE, true)),
    bytes(new TradingHaltChange(SYMBOL, TradingHalt.CANCEL_ONLY)),
    bytes(new TradingHaltChange(SYMBOL, TradingHalt.NONE)),
    bytes(order(1, Side.SELL, OrdType.LIMIT, TimeInForce.DAY, 0, 0)),
    bytes(order(2, Side.BUY, OrdType.MARKET, TimeInForce.IOC, 0, 0)),
    bytes(order(3, Side.BUY, OrdType.STOP_LIMIT, TimeInForce.GTD, 2_850_500, 20_260_109)),
    bytes(new OrderCancelRequest(header(1, 1))),
    bytes(new OrderCancelReplaceRequest(header(3, 1), Long.MAX_VALUE, 2_850_500, 2_850_000)),
  };

  private MatchingEngine engine = new MatchingEngine(0);
  private long offset;

  @Test
  void records() {
    Fuzz.of("venue commands", VALID)
        .run(
            input -> {
              var command = CommandCodec.decode(input, 0);
              command.ifPresent(
                  known -> assertThat(CommandCodec.decode(bytes(known), 0)).contains(known));
              return command.isPresent();
            });
    assertThat(CommandCodec.decode(null, 0)).isEmpty();
  }

  @Test
  void theEngineTakesWhatIsACommand() {
    Fuzz.of("venue engine", VALID)
        .run(
            input -> {
              var command = CommandCodec.decode(input, 0);
              command.ifPresentOrElse(known -> apply(offset, known), () -> engine.skip(offset));
              assertThat(engine.nextOffset()).isEqualTo(++offset);
              if (offset % RECORDS_OF_ONE_ENGINE == 0) {
                var again = MatchingEngine.restore(0, engine.snapshot());
                assertThat(again.stateHash()).isEqualTo(engine.stateHash());
                engine = new MatchingEngine(0);
              }
              return command.isPresent();
            });
  }

  private void apply(long at, VenueCommand command) {
    engine.apply(at, START + at, command);
    engine.takeReports().forEach(CommandFuzzTest::isSound);
    engine.takeMarketData();
  }

  private static void isSound(VenueReport report) {
    if (report instanceof ExecutionReport event && event.execType() != ExecType.REJECTED) {
      var order = event.order();
      assertThat(order.cumQty()).isBetween(0L, order.orderQty());
      assertThat(order.leavesQty()).isBetween(0L, order.orderQty() - order.cumQty());
    }
  }

  private static Header header(int order, int cmdNo) {
    UUID orderId = OrderId.uuidV7(START / 1_000, order, 2);
    return new Header(orderId, cmdNo, 7, SYMBOL, TRADE_DATE);
  }

  private static NewOrderSingle order(
      int number, Side side, OrdType type, TimeInForce life, long stopPx, int expireDate) {
    return new NewOrderSingle(
        header(number, 0), side, type, life, 100, 2_850_500, stopPx, expireDate);
  }

  private static byte[] bytes(VenueCommand command) {
    var wire =
        switch (command) {
          case InstrumentListing listing -> CommandCodec.encode(listing);
          case TradingPhaseChange change -> CommandCodec.encode(change);
          case TradingHaltChange change -> CommandCodec.encode(change);
          case OrderCommand order -> CommandCodec.encode(order);
        };
    return wire.toByteArray();
  }
}

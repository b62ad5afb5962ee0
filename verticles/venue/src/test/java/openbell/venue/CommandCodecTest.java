package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import openbell.wire.venue.VenueCommand;
import org.junit.jupiter.api.Test;

class CommandCodecTest {

  @Test
  void commandsOfOrdersComeBackAsTheyWere() {
    var header = new Header(new UUID(1, 2), 3, 4, "XNSE:INFY", 20260302);
    var commands =
        List.<OrderCommand>of(
            new NewOrderSingle(
                header,
                Side.SELL,
                OrdType.STOP_LIMIT,
                TimeInForce.GTD,
                10,
                15_000_000,
                15_100_000,
                20260305),
            new OrderCancelRequest(header),
            new OrderCancelReplaceRequest(header, 11, 15_000_500, 15_100_500));

    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(CommandCodec.decode(CommandCodec.encode(command).toByteArray(), 0))
                    .contains(command));
  }

  @Test
  void recordsOfTheOwnerComeBackAsTheyWere() {
    var listing = new InstrumentListing("XNSE:INFY", 15_000_000);
    var phase = new TradingPhaseChange("XNSE", TradingPhase.PRE_OPEN, 20260302, true);
    var halt = new TradingHaltChange("XNSE:INFY", TradingHalt.CANCEL_ONLY);

    assertThat(CommandCodec.decode(CommandCodec.encode(listing).toByteArray(), 0))
        .contains(listing);
    assertThat(CommandCodec.decode(CommandCodec.encode(phase).toByteArray(), 0)).contains(phase);
    assertThat(CommandCodec.decode(CommandCodec.encode(halt).toByteArray(), 0)).contains(halt);
  }

  @Test
  void phaseOfAClockThatIsOffIsNone() {
    var phase = new TradingPhaseChange("XNSE", TradingPhase.POST_CLOSE, 20260302, false);
    long sentMs = 1_772_445_600_000L;
    var record = CommandCodec.encode(phase).toBuilder().setSendingTime(1_000 * sentMs).build();
    var value = record.toByteArray();
    long gapMs = CommandCodec.MAX_CLOCK_GAP.toMillis();

    assertThat(CommandCodec.decode(value, sentMs - gapMs)).contains(phase);
    assertThat(CommandCodec.decode(value, sentMs + gapMs)).contains(phase);
    assertThat(CommandCodec.decode(value, sentMs - gapMs - 1)).isEmpty();
    assertThat(CommandCodec.decode(value, sentMs + gapMs + 1)).isEmpty();
    var mostRemote = record.toBuilder().setSendingTime(Long.MIN_VALUE).build();
    assertThat(CommandCodec.decode(mostRemote.toByteArray(), sentMs)).isEmpty();
  }

  @Test
  void whatIsNoCommandIsNone() {
    var phaseOfNoMarket = VenueCommand.newBuilder();
    phaseOfNoMarket.getTradingPhaseChangeBuilder().setTradeDate(20260302);
    var haltOfNoKind = VenueCommand.newBuilder().setSymbol("XNSE:INFY");
    haltOfNoKind.getTradingHaltChangeBuilder();

    assertThat(CommandCodec.decode(phaseOfNoMarket.build().toByteArray(), 0)).isEmpty();
    assertThat(CommandCodec.decode(haltOfNoKind.build().toByteArray(), 0)).isEmpty();
    assertThat(CommandCodec.decode(new byte[] {1, 2, 3}, 0)).isEmpty();
    assertThat(CommandCodec.decode(null, 0)).isEmpty();
  }
}

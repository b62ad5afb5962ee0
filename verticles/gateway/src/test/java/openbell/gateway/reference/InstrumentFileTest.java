package openbell.gateway.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentFileTest {
  private static final String HEADER =
      "symbol,mic,name,isin,currency,tickSize,roundLot,referencePrice,priceBandBps,maxOrderQty,"
          + "primary\n";

  @Test
  void readsOurOwnFormat() throws Exception {
    var text =
        "# a comment\n" + HEADER + "M&M,XNSE,Mahindra,INE101A01026,INR,0.05,1,2900.5,2000,9,true\n";

    assertThat(InstrumentFile.read(text))
        .containsExactly(
            Instrument.newBuilder()
                .setSymbol("XNSE:M&M")
                .setName("Mahindra")
                .setIsin("INE101A01026")
                .setCurrency("INR")
                .setTickSize(500)
                .setRoundLot(1)
                .setPreviousClosePx(29_005_000)
                .setPriceBandBps(2_000)
                .setMaxOrderQty(9)
                .setPrimaryListing(true)
                .setTradable(true)
                .build());
  }

  @Test
  void readsTheListOfNse() throws Exception {
    var text =
        """
        SYMBOL,NAME OF COMPANY, SERIES, DATE OF LISTING, PAID UP VALUE, MARKET LOT, ISIN NUMBER, FACE VALUE
        20MICRONS,20 Microns Limited,EQ,06-OCT-2008,5,1,INE144J01027,5
        """;

    var listing = InstrumentFile.read(text).getFirst();

    assertThat(listing.getSymbol()).isEqualTo("XNSE:20MICRONS");
    assertThat(listing.getIsin()).isEqualTo("INE144J01027");
    assertThat(listing.getTradable()).isFalse();
  }

  @Test
  void readsTheDirectoryOfNasdaqAndItsTrailer() throws Exception {
    var text =
        """
        Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares
        AAPL|Apple Inc. - Common Stock|Q|N|N|100|N|N
        File Creation Time: 0101202612:00|||||||
        """;

    assertThat(InstrumentFile.read(text).stream().map(Instrument::getSymbol))
        .containsExactly("XNAS:AAPL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A,XNSE,Name,,INR,0.05,1,1.00,2000,9              | line 2: 10 fields instead of 11
          a,XNSE,Name,,INR,0.05,1,1.00,2000,9,true         | line 2: not a symbol: a
          A,NSE,Name,,INR,0.05,1,1.00,2000,9,true          | line 2: not a market identifier code: NSE
          A,XNSE,Name,INE1,INR,0.05,1,1.00,2000,9,true     | line 2: not an ISIN: INE1
          A,XNSE,Name,,Rs,0.05,1,1.00,2000,9,true          | line 2: not a currency: Rs
          A,XNSE,Name,,INR,0,1,1.00,2000,9,true            | line 2: not a tick size: 0
          A,XNSE,Name,,INR,0.05,1,1.00001,2000,9,true      | line 2: not a reference price: 1.00001
          A,XNSE,Name,,INR,0.05,1,1.00,20000,9,true        | line 2: not a price band: 20000
          A,XNSE,Name,,INR,0.05,1,1.00,2000,9,yes          | line 2: not true or false: yes
          """)
  void aFaultIsNamedWithItsLine(String line, String fault) {
    assertThatExceptionOfType(InstrumentFileException.class)
        .isThrownBy(() -> InstrumentFile.read(HEADER + line.strip()))
        .withMessage(fault);
  }

  @Test
  void aListingThatComesTwiceIsAFault() {
    var line = "A,XNSE,Name,,INR,0.05,1,1.00,2000,9,true\n";

    assertThatExceptionOfType(InstrumentFileException.class)
        .isThrownBy(() -> InstrumentFile.read(HEADER + line + line))
        .withMessage("line 3: XNSE:A is listed twice");
  }

  @Test
  void aFileWithoutAKnownHeaderIsAFault() {
    assertThatExceptionOfType(InstrumentFileException.class)
        .isThrownBy(() -> InstrumentFile.read("a,b\n"))
        .withMessageStartingWith("line 1:");
    assertThatExceptionOfType(InstrumentFileException.class)
        .isThrownBy(() -> InstrumentFile.read(""));
  }

  @Test
  void newListingsGetTheIdlestPartitionAndChangedOnesKeepTheirs() {
    var known = Map.of("XNSE:A", listing("XNSE:A").setVersion(3).setVenuePartition(1).build());

    var changes =
        InstrumentChanges.of(
            known,
            List.of(
                listing("XNSE:A").setName("New").build(),
                listing("XNSE:B").build(),
                listing("XNSE:C").build()),
            Map.of("XNSE:A", 1_000L),
            2);

    assertThat(changes)
        .containsExactly(
            listing("XNSE:A").setName("New").setVersion(4).setVenuePartition(1).build(),
            listing("XNSE:B").setVersion(1).setVenuePartition(0).build(),
            listing("XNSE:C").setVersion(1).setVenuePartition(0).build());
  }

  @Test
  void anEqualListingIsNoChange() {
    var known = Map.of("XNSE:A", listing("XNSE:A").setVersion(3).setVenuePartition(1).build());

    assertThat(InstrumentChanges.of(known, List.of(listing("XNSE:A").build()), Map.of(), 4))
        .isEmpty();
  }

  @Test
  void aFileWithoutPricesKeepsOurs() {
    var known = Map.of("XNSE:A", listing("XNSE:A").setVersion(1).build());
    var priceless =
        listing("XNSE:A").setName("New").setPreviousClosePx(0).setTradable(false).build();

    assertThat(InstrumentChanges.of(known, List.of(priceless), Map.of(), 4))
        .containsExactly(listing("XNSE:A").setName("New").setVersion(2).build());
  }

  private static Instrument.Builder listing(String symbol) {
    return Instrument.newBuilder()
        .setSymbol(symbol)
        .setName("Name")
        .setPreviousClosePx(10_000)
        .setTradable(true);
  }
}

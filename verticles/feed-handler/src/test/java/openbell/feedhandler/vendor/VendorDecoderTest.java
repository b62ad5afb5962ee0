package openbell.feedhandler.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorDecoderTest {
  private static final String BOOK =
      "{\"type\":\"book\",\"symbol\":\"BRK.B\",\"mic\":\"XNAS\",\"seq\":7,\"ts\":1772425800000001,"
          + "\"bids\":[[\"285.05\",\"100\"],[\"285.00\",\"7.0\",\"3 orders\"]],\"asks\":[]}";
  private static final String TRADE =
      "{\"type\":\"trade\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1772425800000002,"
          + "\"price\":\"4.35\",\"size\":\"3\",\"side\":\"sell\",\"id\":\"t1\"}";

  private final Written written = new Written();
  private final VendorDecoder decoder = new VendorDecoder(written);

  @Test
  void messagesAreReadSinglyAndAsAnArray() {
    decode(BOOK);
    decode("[" + TRADE + ",{\"type\":\"heartbeat\",\"seq\":9}," + BOOK + "]");
    decode("{\"type\":\"begin\",\"stream\":\"s1\",\"seq\":0}");
    decode("{\"seq\":0,\"new\":{\"field\":[1,{\"a\":null}]},\"type\":\"end\"}");

    assertThat(written.lines)
        .containsExactly(
            "book XNAS:BRK.B 7: 100@2850500 7@2850000 /",
            "trade XNAS:AAPL 8: SELL 3@43500 t1",
            "heartbeat 9",
            "book XNAS:BRK.B 7: 100@2850500 7@2850000 /",
            "begin s1 0",
            "end 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "{}",
        "{\"type\":\"telegram\",\"seq\":1}",
        "{\"type\":\"heartbeat\"}",
        "{\"type\":\"heartbeat\",\"seq\":-1}",
        "{\"type\":\"heartbeat\",\"seq\":\"1\"}",
        "{\"type\":\"heartbeat\",\"seq\":1.5}",
        "{\"type\":\"heartbeat\",\"seq\":99999999999999999999999}",
        "{\"type\":\"trade\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"price\":4.35,"
            + "\"size\":\"3\",\"side\":\"sell\",\"id\":\"t\"}",
        "{\"type\":\"trade\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"price\":\"4.35\","
            + "\"size\":\"3\",\"side\":\"both\",\"id\":\"t\"}",
        "{\"type\":\"book\",\"symbol\":\"aapl\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"bids\":[]}",
        "{\"type\":\"book\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"bids\":[[]]}",
        "{\"type\":\"book\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"bids\":[7]}",
        "{\"type\":\"book\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"ts\":1,\"bids\":{}}",
        "{\"type\":\"book\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":8,\"bids\":[]}",
        "{\"type\":\"book\",\"seq\":8,\"ts\":1,\"bids\":[[\"1\",\"1\"]",
        "{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}",
        "\u0000\u00ff",
      })
  void whatIsNotTheSchemaIsMalformed(String json) {
    decode(json);

    assertThat(written.lines).isNotEmpty().containsOnly("malformed");
  }

  @Test
  void aMessageAfterAWrongOneIsRead() {
    decode("[{\"type\":\"telegram\",\"seq\":1},{\"type\":\"heartbeat\",\"seq\":2}]");

    assertThat(written.lines).containsExactly("malformed", "heartbeat 2");
  }

  @Test
  void aWrongLevelHidesNoOtherMessage() {
    decode("[{\"type\":\"book\",\"seq\":1,\"bids\":[[]]},{\"type\":\"heartbeat\",\"seq\":2}]");
    decode(
        "[{\"type\":\"book\",\"seq\":1,\"bids\":[[[\"1\"]]]},{\"type\":\"heartbeat\",\"seq\":3}]");
    decode("[7,[8],{\"type\":\"heartbeat\",\"seq\":4}]");

    assertThat(written.lines)
        .containsExactly(
            "malformed",
            "heartbeat 2",
            "malformed",
            "heartbeat 3",
            "malformed",
            "malformed",
            "heartbeat 4");
  }

  @Test
  void aFieldThatIsGivenTwiceCountsTheSecondTime() {
    decode(BOOK.replace("\"asks\":[]", "\"bids\":[[\"4.35\",\"9\"]]"));

    assertThat(written.lines).containsExactly("book XNAS:BRK.B 7: 9@43500 /");
  }

  @Test
  void whatFollowsTheOneValueIsMalformed() {
    decode("{\"type\":\"heartbeat\",\"seq\":1}{\"type\":\"heartbeat\",\"seq\":2}");
    decode("[]x");

    assertThat(written.lines).containsExactly("heartbeat 1", "malformed", "malformed");
  }

  private void decode(String json) {
    decoder.decode(json.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes down what is told. */
  private static final class Written implements VendorReceiver {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void begin(String stream, long seq) {
      lines.add("begin " + stream + " " + seq);
    }

    @Override
    public void book(FeedDepth book, long seq) {
      var text = new StringBuilder("book " + book.symbol() + " " + seq + ":");
      for (var level = 0; level < book.bids().size(); level++) {
        text.append(" ").append(book.bids().qty(level)).append("@").append(book.bids().px(level));
      }
      lines.add(text + " /");
    }

    @Override
    public void trade(FeedTrade trade, long seq) {
      lines.add(
          "trade %s %d: %s %d@%d %s"
              .formatted(
                  trade.symbol(),
                  seq,
                  trade.aggressor(),
                  trade.qty(),
                  trade.px(),
                  trade.trdMatchId()));
    }

    @Override
    public void end(long seq) {
      lines.add("end " + seq);
    }

    @Override
    public void heartbeat(long seq) {
      lines.add("heartbeat " + seq);
    }

    @Override
    public void malformed() {
      lines.add("malformed");
    }
  }
}

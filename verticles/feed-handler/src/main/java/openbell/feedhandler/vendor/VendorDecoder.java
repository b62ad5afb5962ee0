package openbell.feedhandler.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.OptionalLong;
import openbell.feedhandler.domain.DepthLevels;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.model.Decimals;
import openbell.model.Side;
import openbell.model.Symbol;

/**
 * Reads a vendor's JSON token by token: one message, or an array of them. Prices and quantities are
 * decimal strings. What is nested, long or wrong beyond the schema is malformed, never an
 * exception. Used on the feed's event loop; fields that are not known are passed over.
 */
final class VendorDecoder {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_TEXT = 256;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .maxNumberLength(32)
                  .build())
          .build();

  private final VendorReceiver receiver;
  private final FeedDepth depth = new FeedDepth();
  private final DepthLevels bids = new DepthLevels();
  private final DepthLevels asks = new DepthLevels();
  private String type = "";
  private String symbol = "";
  private String mic = "";
  private String stream = "";
  private String id = "";
  private String side = "";
  private long seq;
  private long stamp;
  private long px;
  private long qty;
  private boolean isWrong;

  VendorDecoder(VendorReceiver receiver) {
    this.receiver = receiver;
  }

  /** Tells what the bytes say; what stands behind a syntax error is not read. */
  void decode(byte[] json) {
    try (var parser = JSON.createParser(json)) {
      var first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          element(parser);
        }
      } else {
        element(parser);
      }
      if (parser.nextToken() != null) {
        receiver.malformed();
      }
    } catch (IOException malformed) {
      receiver.malformed();
    }
  }

  private void element(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      message(parser);
    } else {
      receiver.malformed();
      parser.skipChildren();
    }
  }

  private void message(JsonParser parser) throws IOException {
    reset();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      field(name, parser);
    }
    if (isWrong || seq < 0) {
      receiver.malformed();
    } else {
      tell();
    }
  }

  private void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "type" -> type = text(parser);
      case "symbol" -> symbol = text(parser);
      case "mic" -> mic = text(parser);
      case "stream" -> stream = text(parser);
      case "id" -> id = text(parser);
      case "side" -> side = text(parser);
      case "seq" -> seq = number(parser);
      case "ts" -> stamp = number(parser);
      case "price" -> px = decimal(Decimals.parseMoney(text(parser)));
      case "size" -> qty = decimal(Decimals.parseQuantity(text(parser)));
      case "bids" -> levels(parser, bids);
      case "asks" -> levels(parser, asks);
      default -> parser.skipChildren();
    }
  }

  private void tell() {
    switch (type) {
      case "begin" -> receiver.begin(stream, seq);
      case "book" -> tellBook();
      case "trade" -> tellTrade();
      case "end" -> receiver.end(seq);
      case "heartbeat" -> receiver.heartbeat(seq);
      default -> receiver.malformed();
    }
  }

  private void tellBook() {
    var canonical = Symbol.parse(mic + ":" + symbol);
    if (canonical.isEmpty() || stamp <= 0) {
      receiver.malformed();
      return;
    }
    depth.begin(canonical.get().toString(), stamp);
    depth.bids().copyFrom(bids);
    depth.asks().copyFrom(asks);
    receiver.book(depth, seq);
  }

  private void tellTrade() {
    var canonical = Symbol.parse(mic + ":" + symbol);
    if (canonical.isEmpty() || stamp <= 0 || !(side.equals("buy") || side.equals("sell"))) {
      receiver.malformed();
      return;
    }
    var aggressor = side.equals("buy") ? Side.BUY : Side.SELL;
    receiver.trade(new FeedTrade(canonical.get().toString(), px, qty, aggressor, stamp, id), seq);
  }

  /** An array of levels; a second one replaces the first. */
  private void levels(JsonParser parser, DepthLevels levels) throws IOException {
    levels.clear();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      isWrong = true;
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        level(parser, levels);
      } else {
        isWrong = true;
        parser.skipChildren();
      }
    }
  }

  /** An array: price, quantity, and what else the vendor may add. */
  private void level(JsonParser parser, DepthLevels levels) throws IOException {
    var levelPx = 0L;
    var levelQty = 0L;
    var elements = 0;
    for (; parser.nextToken() != JsonToken.END_ARRAY; elements++) {
      switch (elements) {
        case 0 -> levelPx = decimal(Decimals.parseMoney(text(parser)));
        case 1 -> levelQty = decimal(Decimals.parseQuantity(text(parser)));
        default -> parser.skipChildren();
      }
    }
    isWrong |= elements < 2;
    levels.add(levelPx, levelQty);
  }

  private String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    isWrong = true;
    parser.skipChildren();
    return "";
  }

  private long number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    isWrong = true;
    parser.skipChildren();
    return 0;
  }

  private long decimal(OptionalLong value) {
    isWrong |= value.isEmpty();
    return value.orElse(0);
  }

  private void reset() {
    type = "";
    symbol = "";
    mic = "";
    stream = "";
    id = "";
    side = "";
    seq = -1;
    stamp = 0;
    px = 0;
    qty = 0;
    isWrong = false;
    bids.clear();
    asks.clear();
  }
}

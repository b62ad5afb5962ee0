package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import openbell.feedhandler.domain.ItchMarket.Effect;
import openbell.model.Side;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchSyntax;
import openbell.model.itch.ItchType;
import org.junit.jupiter.api.Test;

final class ItchMarketTest {
  private static final int LOCATE = 7;
  private static final long STOCK = ItchStock.of("TEST");

  private final ItchMarket market = new ItchMarket("XNAS", 4);
  private final byte[] bytes = new byte[ItchType.MAX_LENGTH];
  private final ItchEncoder encoder = new ItchEncoder();
  private final ItchMessage message = new ItchMessage();

  @Test
  void ordersMakeLevelsBestFirst() {
    add(1, Side.BUY, 100, 10_000);
    add(2, Side.BUY, 50, 10_100);
    add(3, Side.BUY, 25, 10_100);
    add(4, Side.SELL, 30, 10_200);

    assertThat(book()).isEqualTo("75@10100 100@10000 | 30@10200");
    assertThat(market.symbol(LOCATE)).isEqualTo("XNAS:TEST");
  }

  @Test
  void executionTradesAtTheOrdersPrice() {
    add(1, Side.BUY, 100, 10_000);

    assertThat(change(ItchType.ORDER_EXECUTED, 1, 40)).isEqualTo(Effect.BOOK_AND_TRADE);
    assertThat(trade()).isEqualTo("40@10000 SELL");
    assertThat(book()).isEqualTo("60@10000 | ");
    assertThat(change(ItchType.ORDER_EXECUTED, 1, 60)).isEqualTo(Effect.BOOK_AND_TRADE);
    assertThat(book()).isEqualTo(" | ");
    assertThat(market.orders()).isZero();
  }

  @Test
  void executionWithPriceTradesAtItsOwnAndMayNotBePrinted() {
    add(1, Side.SELL, 100, 10_000);

    begin(ItchType.ORDER_EXECUTED_WITH_PRICE, 1).put(ItchField.SHARES, 10);
    encoder.put(ItchField.PRICE, 9_990).put(ItchField.PRINTABLE, 'Y');
    assertThat(apply()).isEqualTo(Effect.BOOK_AND_TRADE);
    assertThat(trade()).isEqualTo("10@9990 BUY");

    encoder.put(ItchField.PRINTABLE, 'N');
    assertThat(apply()).isEqualTo(Effect.BOOK);
    assertThat(book()).isEqualTo(" | 80@10000");
  }

  @Test
  void cancelTakesAPartAndDeleteTheRest() {
    add(1, Side.BUY, 100, 10_000);
    add(2, Side.BUY, 5, 10_000);

    assertThat(change(ItchType.ORDER_CANCEL, 1, 30)).isEqualTo(Effect.BOOK);
    assertThat(book()).isEqualTo("75@10000 | ");
    begin(ItchType.ORDER_DELETE, 1);
    assertThat(apply()).isEqualTo(Effect.BOOK);
    assertThat(book()).isEqualTo("5@10000 | ");
  }

  @Test
  void replaceKeepsTheSideUnderANewReference() {
    add(1, Side.SELL, 100, 10_000);
    add(2, Side.SELL, 10, 10_000);

    assertThat(replace(1, 3, 60, 10_050)).isEqualTo(Effect.BOOK);
    assertThat(book()).isEqualTo(" | 10@10000 60@10050");
    assertThat(replace(1, 4, 60, 10_050)).isEqualTo(Effect.UNKNOWN_ORDER);
    assertThat(replace(2, 3, 60, 10_050)).isEqualTo(Effect.DUPLICATE_ORDER);
    assertThat(replace(2, 4, 0, 10_050)).isEqualTo(Effect.MALFORMED);
    assertThat(book()).as("a refused replace changes nothing").isEqualTo(" | 10@10000 60@10050");
  }

  @Test
  void hiddenTradeAndCrossLeaveTheBook() {
    add(1, Side.BUY, 100, 10_000);

    begin(ItchType.TRADE, 0).side(Side.BUY).put(ItchField.SHARES, 5);
    encoder.put(ItchField.PRICE, 10_010).put(ItchField.STOCK, STOCK);
    assertThat(apply()).isEqualTo(Effect.TRADE);
    assertThat(trade()).isEqualTo("5@10010 SELL");

    header(ItchType.CROSS_TRADE).put(ItchField.CROSS_SHARES, 5_000_000_000L);
    encoder.put(ItchField.PRICE, 10_020).put(ItchField.STOCK, STOCK);
    assertThat(apply()).isEqualTo(Effect.TRADE);
    assertThat(trade()).isEqualTo("5000000000@10020 BUY");
    assertThat(book()).isEqualTo("100@10000 | ");

    header(ItchType.BROKEN_TRADE);
    assertThat(apply()).isEqualTo(Effect.NONE);
  }

  @Test
  void hostileOrdersAreRefusedByReason() {
    assertThat(add(1, Side.BUY, 0, 1)).isEqualTo(Effect.MALFORMED);
    assertThat(add(1, Side.BUY, 1, 0)).isEqualTo(Effect.MALFORMED);
    assertThat(add(1, Side.BUY, 1, 1)).isEqualTo(Effect.BOOK);
    assertThat(add(1, Side.BUY, 1, 1)).isEqualTo(Effect.DUPLICATE_ORDER);
    assertThat(change(ItchType.ORDER_CANCEL, 9, 1)).isEqualTo(Effect.UNKNOWN_ORDER);
    begin(ItchType.ORDER_DELETE, 1).header(LOCATE + 1, 0, 1);
    assertThat(apply()).as("of another stock").isEqualTo(Effect.UNKNOWN_ORDER);
    for (var reference = 2; reference <= 4; reference++) {
      add(reference, Side.BUY, 1, reference);
    }
    assertThat(add(5, Side.BUY, 1, 1)).isEqualTo(Effect.FULL);
    assertThat(change(ItchType.ORDER_CANCEL, 1, Integer.MAX_VALUE)).isEqualTo(Effect.BOOK);
    assertThat(add(5, Side.BUY, 1, 1)).isEqualTo(Effect.BOOK);
  }

  @Test
  void haltIsRememberedUntilTradingGoesOn() {
    header(ItchType.TRADING_ACTION).put(ItchField.STOCK, STOCK).put(ItchField.TRADING_STATE, 'H');
    assertThat(apply()).isEqualTo(Effect.STATE);
    assertThat(market.isHalted(LOCATE)).isTrue();
    encoder.put(ItchField.TRADING_STATE, 'T');
    apply();
    assertThat(market.isHalted(LOCATE)).isFalse();
  }

  @Test
  void eachBookThatChangedIsToldOnce() {
    add(1, Side.BUY, 1, 1);
    add(2, Side.BUY, 1, 2);
    assertThat(changed()).containsExactly(LOCATE);
    assertThat(changed()).isEmpty();
    assertThat(change(ItchType.ORDER_CANCEL, 9, 1)).isEqualTo(Effect.UNKNOWN_ORDER);
    assertThat(changed()).as("left out").isEmpty();

    begin(ItchType.ORDER_DELETE, 1).header(LOCATE, 0, 99);
    apply();
    assertThat(market.changedNanos(LOCATE)).isEqualTo(99);
    market.clear();
    assertThat(changed()).as("of the session before").isEmpty();
  }

  private List<Integer> changed() {
    var told = new ArrayList<Integer>();
    market.drainChanged(told::add);
    return told;
  }

  @Test
  void newDayForgetsTheOneBefore() {
    add(1, Side.BUY, 1, 1);
    encoder.begin(ItchType.SYSTEM_EVENT, bytes, 0).put(ItchField.EVENT_CODE, 'O');
    assertThat(apply()).isEqualTo(Effect.STATE);
    assertThat(market.orders()).isZero();
    assertThat(market.knows(LOCATE)).isFalse();
  }

  private Effect add(long reference, Side side, long shares, long px) {
    begin(ItchType.ADD_ORDER, reference).side(side).put(ItchField.SHARES, shares);
    encoder.put(ItchField.STOCK, STOCK).put(ItchField.PRICE, px);
    return apply();
  }

  private Effect change(ItchType type, long reference, long shares) {
    begin(type, reference).put(ItchField.SHARES, shares);
    return apply();
  }

  private Effect replace(long reference, long newReference, long shares, long px) {
    begin(ItchType.ORDER_REPLACE, reference).put(ItchField.NEW_ORDER_REFERENCE, newReference);
    encoder.put(ItchField.SHARES, shares).put(ItchField.PRICE, px);
    return apply();
  }

  private ItchEncoder begin(ItchType type, long reference) {
    return header(type).put(ItchField.ORDER_REFERENCE, reference);
  }

  private ItchEncoder header(ItchType type) {
    return encoder.begin(type, bytes, 0).header(LOCATE, 0, 1);
  }

  private Effect apply() {
    assertThat(message.wrap(bytes, 0, encoder.length())).isEqualTo(ItchSyntax.VALID);
    return market.apply(message);
  }

  private String trade() {
    return market.tradeQty() + "@" + market.tradePx() + " " + market.aggressor();
  }

  private String book() {
    var depth = market.begin(LOCATE, new FeedDepth(), 1);
    return text(depth.bids()) + " | " + text(depth.asks());
  }

  private static String text(DepthLevels levels) {
    var text = new StringBuilder();
    for (var level = 0; level < levels.size(); level++) {
      text.append(level == 0 ? "" : " ").append(levels.qty(level)).append('@');
      text.append(levels.px(level));
    }
    return text.toString();
  }
}

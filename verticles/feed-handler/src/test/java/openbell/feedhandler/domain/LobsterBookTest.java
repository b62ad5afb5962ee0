package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import openbell.feedhandler.domain.LobsterBook.Effect;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

class LobsterBookTest {
  private final LobsterBook book = new LobsterBook(3);
  private final LobsterDecoder decoder = new LobsterDecoder();
  private final LobsterMessage message = new LobsterMessage();

  @Test
  void ordersOfOnePriceAreOneLevel() {
    assertThat(apply("1,1,10,100,1")).isEqualTo(Effect.APPLIED);
    assertThat(apply("1,2,5,100,1")).isEqualTo(Effect.APPLIED);
    assertThat(apply("1,3,7,101,-1")).isEqualTo(Effect.APPLIED);

    assertThat(levels(Side.BUY)).isEqualTo("15@100");
    assertThat(levels(Side.SELL)).isEqualTo("7@101");
    assertThat(book.orders()).isEqualTo(3);
  }

  @Test
  void levelsStandBestFirst() {
    apply("1,1,1,99,1");
    apply("1,2,2,101,1");
    apply("1,3,3,100,1");
    apply("1,4,1,104,-1");
    apply("1,5,2,102,-1");

    assertThat(levels(Side.BUY)).isEqualTo("2@101 3@100 1@99");
    assertThat(levels(Side.SELL)).isEqualTo("2@102 1@104");
  }

  @Test
  void cancelsAndExecutionsTakeFromTheOrderUntilItIsGone() {
    apply("1,1,10,100,1");
    apply("2,1,3,100,1");
    apply("4,1,4,100,1");
    assertThat(levels(Side.BUY)).isEqualTo("3@100");

    apply("3,1,3,100,1");
    assertThat(levels(Side.BUY)).isEmpty();
    assertThat(book.orders()).isZero();
  }

  @Test
  void hiddenExecutionLeavesTheVisibleBookAsItIs() {
    apply("1,1,10,100,1");

    assertThat(apply("5,0,10,100,1")).isEqualTo(Effect.NONE);
    assertThat(levels(Side.BUY)).isEqualTo("10@100");
  }

  @Test
  void unknownOrderIsTakenFromItsLevel() {
    book.seed(Side.SELL, 105, 20);

    assertThat(apply("3,77,5,105,-1")).isEqualTo(Effect.APPLIED_TO_LEVEL);
    assertThat(levels(Side.SELL)).isEqualTo("15@105");
    assertThat(apply("3,78,15,105,-1")).isEqualTo(Effect.APPLIED_TO_LEVEL);
    assertThat(levels(Side.SELL)).isEmpty();
  }

  @Test
  void unknownOrderAtAnUnknownLevelIsLeftOut() {
    assertThat(apply("3,77,5,105,-1")).isEqualTo(Effect.UNKNOWN);
  }

  @Test
  void numberOfALivingOrderIsNotTakenTwice() {
    apply("1,1,10,100,1");

    assertThat(apply("1,1,99,101,1")).isEqualTo(Effect.DUPLICATE);
    assertThat(levels(Side.BUY)).isEqualTo("10@100");
  }

  @Test
  void whatSinksBelowTheRecordedLevelsIsForgottenWithItsOrders() {
    apply("1,1,1,100,1");
    apply("1,2,2,101,1");
    apply("1,3,3,102,1");
    apply("1,4,4,103,1");

    assertThat(levels(Side.BUY)).isEqualTo("4@103 3@102 2@101");
    assertThat(book.orders()).isEqualTo(3);
    assertThat(apply("3,1,1,100,1")).isEqualTo(Effect.UNKNOWN);
  }

  @Test
  void aLevelThatANewOrderWouldHaveMetIsNotThereAnyMore() {
    apply("1,1,10,101,-1");
    apply("1,2,20,102,-1");
    apply("1,3,30,103,-1");

    apply("1,4,5,102,1");
    assertThat(levels(Side.SELL)).isEqualTo("30@103");
    assertThat(levels(Side.BUY)).isEqualTo("5@102");
    assertThat(book.orders()).isEqualTo(2);
  }

  @Test
  void aLevelBetterThanAnExecutionIsNotThereAnyMore() {
    apply("1,1,10,100,1");
    apply("1,2,20,101,1");

    assertThat(apply("4,1,4,100,1")).isEqualTo(Effect.APPLIED);
    assertThat(levels(Side.BUY)).isEqualTo("6@100");
    assertThat(book.orders()).isEqualTo(1);
  }

  @Test
  void messageOnTheWrongSideIsAppliedWhereItsOrderStands() {
    apply("1,1,10,100,1");

    assertThat(apply("3,1,10,100,-1")).isEqualTo(Effect.APPLIED);
    assertThat(levels(Side.BUY)).isEmpty();
  }

  /** Against a book that is only maps, over orders that come and go. */
  @Test
  void equalsANaiveBook() {
    var seed = 7L;
    System.out.println("book property, seed " + seed);
    var random = new Random(seed);
    var wide = new LobsterBook(1_000);
    var naive = new HashMap<Long, long[]>();
    for (var step = 1L; step <= 20_000; step++) {
      if (naive.size() < 5 || random.nextInt(100) < 52) {
        var px = 1_000 + random.nextInt(200);
        var qty = 1 + random.nextInt(50);
        naive.put(step, new long[] {px, qty});
        decode("1," + step + "," + qty + "," + px + ",1");
      } else {
        var id =
            naive.keySet().stream().skip(random.nextInt(naive.size())).findFirst().orElseThrow();
        var order = naive.get(id);
        var taken = 1 + random.nextInt((int) order[1]);
        decode("2," + id + "," + taken + "," + order[0] + ",1");
        order[1] -= taken;
        if (order[1] == 0) {
          naive.remove(id);
        }
      }
      assertThat(wide.apply(message)).isEqualTo(Effect.APPLIED);
      if (step % 1_000 == 0) {
        assertThat(asMap(wide)).isEqualTo(levelsOf(naive));
        assertThat(wide.orders()).isEqualTo(naive.size());
      }
    }
  }

  private static Map<Long, Long> asMap(LobsterBook book) {
    var levels = new TreeMap<Long, Long>();
    for (var level = 0; level < book.levels(Side.BUY); level++) {
      levels.put(book.px(Side.BUY, level), book.qty(Side.BUY, level));
    }
    return levels;
  }

  private static Map<Long, Long> levelsOf(Map<Long, long[]> orders) {
    var levels = new TreeMap<Long, Long>();
    orders.values().forEach(order -> levels.merge(order[0], order[1], Long::sum));
    return levels;
  }

  private Effect apply(String fields) {
    decode(fields);
    return book.apply(message);
  }

  private void decode(String fields) {
    var bytes = ("34200.5," + fields).getBytes(StandardCharsets.US_ASCII);
    assertThat(decoder.decode(bytes, 0, bytes.length, message)).isEqualTo(LobsterSyntax.VALID);
  }

  private String levels(Side side) {
    var text = new StringBuilder();
    for (var level = 0; level < book.levels(side); level++) {
      text.append(level == 0 ? "" : " ").append(book.qty(side, level));
      text.append('@').append(book.px(side, level));
    }
    return text.toString();
  }
}

package openbell.exchangesimulator.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import openbell.model.Side;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;

/**
 * One change of a book that makes the book a client has into the one that is.
 *
 * @param px 1/10,000
 * @param qty the level's quantity from now on; of no meaning where it is deleted
 */
record BookChange(Action action, Side side, long px, long qty) {
  /** MDUpdateAction (279). */
  enum Action {
    NEW(0),
    CHANGE(1),
    DELETE(2);

    private final int code;

    Action(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /**
   * What leads from one book to another: deletions first, so that it is never crossed on the way.
   */
  static List<BookChange> between(Depth before, Depth after) {
    var changes = new ArrayList<BookChange>();
    var others = new ArrayList<BookChange>();
    compare(Side.BUY, before.getBidsList(), after.getBidsList(), changes, others);
    compare(Side.SELL, before.getAsksList(), after.getAsksList(), changes, others);
    changes.addAll(others);
    return changes;
  }

  private static void compare(
      Side side,
      List<PriceLevel> before,
      List<PriceLevel> after,
      List<BookChange> deleted,
      List<BookChange> others) {
    var quantities = byPx(before);
    for (var level : after) {
      var was = quantities.remove(level.getPx());
      if (was == null) {
        others.add(new BookChange(Action.NEW, side, level.getPx(), level.getQty()));
      } else if (was != level.getQty()) {
        others.add(new BookChange(Action.CHANGE, side, level.getPx(), level.getQty()));
      }
    }
    quantities.keySet().forEach(px -> deleted.add(new BookChange(Action.DELETE, side, px, 0)));
  }

  private static Map<Long, Long> byPx(List<PriceLevel> levels) {
    var quantities = new TreeMap<Long, Long>();
    levels.forEach(level -> quantities.put(level.getPx(), level.getQty()));
    return quantities;
  }
}

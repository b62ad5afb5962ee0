package openbell.feedhandler.replay;

import java.util.HashMap;
import java.util.Map;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchType;

/** Writes rows of a LOBSTER file as the ITCH messages that they were made of, one for each row. */
final class LobsterToItch {
  static final int LOCATE = 1;

  final byte[] bytes = new byte[ItchType.MAX_LENGTH];
  private final Map<Long, Long> leaves = new HashMap<>();
  private final ItchEncoder encoder = new ItchEncoder();
  private final long stock;
  private long matchNumber;

  LobsterToItch(String symbol) {
    stock = ItchStock.of(symbol);
  }

  /** Encodes a row into {@link #bytes} and says how long it is. */
  int encode(LobsterMessage row) {
    encoder.begin(type(row), bytes, 0).header(LOCATE, 0, row.timeNanos());
    encoder.put(ItchField.ORDER_REFERENCE, row.orderId());
    switch (row.type()) {
      case NEW, HIDDEN_EXECUTION, CROSS -> order(row);
      case PARTIAL_CANCEL, EXECUTION -> encoder.put(ItchField.SHARES, row.qty());
      case DELETE, HALT -> {}
    }
    if (row.isTrade()) {
      encoder.put(ItchField.MATCH_NUMBER, ++matchNumber);
    }
    remember(row);
    return encoder.length();
  }

  /** What an order has left by the rows so far; 0 if it is gone or from before the file. */
  long leavesQty(LobsterMessage row) {
    return leaves.getOrDefault(row.orderId(), 0L);
  }

  private void order(LobsterMessage row) {
    encoder.side(row.restingSide());
    encoder.put(ItchField.SHARES, row.qty()).put(ItchField.STOCK, stock);
    encoder.put(ItchField.PRICE, row.px());
  }

  private void remember(LobsterMessage row) {
    if (row.type() == LobsterMessage.Type.NEW) {
      leaves.put(row.orderId(), row.qty());
    } else {
      var left = leavesQty(row) - row.qty();
      leaves.put(row.orderId(), row.type() == LobsterMessage.Type.DELETE ? 0 : Math.max(0, left));
    }
  }

  private static ItchType type(LobsterMessage row) {
    return switch (row.type()) {
      case NEW -> ItchType.ADD_ORDER;
      case PARTIAL_CANCEL -> ItchType.ORDER_CANCEL;
      case DELETE -> ItchType.ORDER_DELETE;
      case EXECUTION -> ItchType.ORDER_EXECUTED;
      case HIDDEN_EXECUTION, CROSS -> ItchType.TRADE;
      case HALT -> throw new IllegalArgumentException("a halt is no order");
    };
  }
}

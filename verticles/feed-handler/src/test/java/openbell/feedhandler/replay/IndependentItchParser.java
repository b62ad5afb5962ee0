package openbell.feedhandler.replay;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50;
import com.paritytrading.juncture.nasdaq.itch50.ITCH50Listener;
import com.paritytrading.juncture.nasdaq.itch50.ITCH50Parser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Counts messages by type as somebody else's parser reads them, from the same bytes. */
final class IndependentItchParser implements ITCH50Listener {
  private final Map<Character, Long> counts = new TreeMap<>();
  private final ITCH50Parser parser = new ITCH50Parser(this);
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  /** Gives it the bytes of one message. */
  void parse(byte[] array, int from, int length) throws IOException {
    bytes = ByteBuffer.wrap(array, from, length);
    parser.message(bytes);
  }

  /** How many messages by the letter of their type. */
  Map<Character, Long> counts() {
    return counts;
  }

  private void count(char type) {
    if (bytes.hasRemaining()) {
      throw new IllegalStateException(bytes.remaining() + " bytes are left of a " + type);
    }
    counts.merge(type, 1L, Long::sum);
  }

  @Override
  public void systemEvent(ITCH50.SystemEvent message) {
    count('S');
  }

  @Override
  public void stockDirectory(ITCH50.StockDirectory message) {
    count('R');
  }

  @Override
  public void stockTradingAction(ITCH50.StockTradingAction message) {
    count('H');
  }

  @Override
  public void regSHORestriction(ITCH50.RegSHORestriction message) {
    count('Y');
  }

  @Override
  public void marketParticipantPosition(ITCH50.MarketParticipantPosition message) {
    count('L');
  }

  @Override
  public void mwcbDeclineLevel(ITCH50.MWCBDeclineLevel message) {
    count('V');
  }

  @Override
  public void mwcbStatus(ITCH50.MWCBStatus message) {
    count('W');
  }

  @Override
  public void ipoQuotingPeriodUpdate(ITCH50.IPOQuotingPeriodUpdate message) {
    count('K');
  }

  @Override
  public void luldAuctionCollar(ITCH50.LULDAuctionCollar message) {
    count('J');
  }

  @Override
  public void operationalHalt(ITCH50.OperationalHalt message) {
    count('h');
  }

  @Override
  public void addOrder(ITCH50.AddOrder message) {
    count('A');
  }

  @Override
  public void addOrderMPID(ITCH50.AddOrderMPID message) {
    count('F');
  }

  @Override
  public void orderExecuted(ITCH50.OrderExecuted message) {
    count('E');
  }

  @Override
  public void orderExecutedWithPrice(ITCH50.OrderExecutedWithPrice message) {
    count('C');
  }

  @Override
  public void orderCancel(ITCH50.OrderCancel message) {
    count('X');
  }

  @Override
  public void orderDelete(ITCH50.OrderDelete message) {
    count('D');
  }

  @Override
  public void orderReplace(ITCH50.OrderReplace message) {
    count('U');
  }

  @Override
  public void trade(ITCH50.Trade message) {
    count('P');
  }

  @Override
  public void crossTrade(ITCH50.CrossTrade message) {
    count('Q');
  }

  @Override
  public void brokenTrade(ITCH50.BrokenTrade message) {
    count('B');
  }

  @Override
  public void noii(ITCH50.NOII message) {
    count('I');
  }

  @Override
  public void rpii(ITCH50.RPII message) {
    count('N');
  }
}

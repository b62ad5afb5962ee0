package openbell.benchmarks.ingest;

import java.nio.ByteBuffer;
import openbell.model.Side;
import openbell.model.itch.ItchEncoder;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchStock;
import openbell.model.itch.ItchType;
import openbell.model.soup.SoupPackets;
import openbell.model.soup.SoupType;

/** Messages as sequenced packets of SoupBinTCP, one behind the other. For one thread. */
final class ItchChunk implements ItchFlow {
  private static final int BYTES = 128 * 1024;
  private static final int MAX_PACKET = SoupPackets.HEADER + ItchType.MAX_LENGTH;

  private final ItchEncoder encoder = new ItchEncoder();
  private final byte[] message = new byte[ItchType.MAX_LENGTH];
  private final ByteBuffer packets = ByteBuffer.allocateDirect(BYTES);
  private final long[] stocks = new long[LoadMarket.SYMBOLS + 1];
  private long nanos;

  /** The stamp of the messages that follow, nanoseconds since the exchange's midnight. */
  void stamp(long nanosOfDay) {
    nanos = nanosOfDay;
  }

  /** Whether there is no room for another message. */
  boolean isFull() {
    return packets.remaining() < MAX_PACKET;
  }

  /** Ready to be written out; {@link #clear} makes it ready to be filled again. */
  ByteBuffer flip() {
    return packets.flip();
  }

  void clear() {
    packets.clear();
  }

  void directory(int locate, String ticker) {
    stocks[locate] = ItchStock.of(ticker);
    put(begin(ItchType.STOCK_DIRECTORY, locate).put(ItchField.STOCK, stocks[locate]));
  }

  @Override
  public void add(int locate, long reference, Side side, long px, long qty) {
    put(
        begin(ItchType.ADD_ORDER, locate)
            .put(ItchField.ORDER_REFERENCE, reference)
            .side(side)
            .put(ItchField.SHARES, qty)
            .put(ItchField.STOCK, stocks[locate])
            .put(ItchField.PRICE, px));
  }

  @Override
  public void execute(int locate, long reference, long qty, long match) {
    put(
        begin(ItchType.ORDER_EXECUTED, locate)
            .put(ItchField.ORDER_REFERENCE, reference)
            .put(ItchField.SHARES, qty)
            .put(ItchField.MATCH_NUMBER, match));
  }

  @Override
  public void cancel(int locate, long reference, long qty) {
    put(
        begin(ItchType.ORDER_CANCEL, locate)
            .put(ItchField.ORDER_REFERENCE, reference)
            .put(ItchField.SHARES, qty));
  }

  @Override
  public void delete(int locate, long reference) {
    put(begin(ItchType.ORDER_DELETE, locate).put(ItchField.ORDER_REFERENCE, reference));
  }

  @Override
  public void replace(int locate, long reference, long newReference, long px, long qty) {
    put(
        begin(ItchType.ORDER_REPLACE, locate)
            .put(ItchField.ORDER_REFERENCE, reference)
            .put(ItchField.NEW_ORDER_REFERENCE, newReference)
            .put(ItchField.SHARES, qty)
            .put(ItchField.PRICE, px));
  }

  private ItchEncoder begin(ItchType type, int locate) {
    return encoder.begin(type, message, 0).header(locate, 0, nanos);
  }

  private void put(ItchEncoder written) {
    SoupPackets.put(
        packets, SoupType.SEQUENCED_DATA, ByteBuffer.wrap(message, 0, written.length()));
  }
}

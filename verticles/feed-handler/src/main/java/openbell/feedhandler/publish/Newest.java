package openbell.feedhandler.publish;

import java.util.Arrays;

/**
 * The newest message about one symbol, in bytes that are written over: what waits for a sink up to
 * a second is no object that a collection has to copy. For one event loop.
 */
final class Newest {
  private final String symbol;
  private long epoch;
  private long seq;
  private byte[] bytes = {};
  private int length;
  private boolean waiting;

  Newest(String symbol) {
    this.symbol = symbol;
  }

  void write(Encoded message) {
    epoch = message.epoch();
    seq = message.seq();
    length = message.bytes().size();
    if (length > bytes.length) {
      bytes = new byte[length + length / 8];
    }
    message.bytes().copyTo(bytes, 0);
  }

  /** Marks it as waiting to be written; false if it does already. */
  boolean markWaiting() {
    var isFirst = !waiting;
    waiting = true;
    return isFirst;
  }

  void taken() {
    waiting = false;
  }

  String symbol() {
    return symbol;
  }

  long epoch() {
    return epoch;
  }

  long seq() {
    return seq;
  }

  /** The Protobuf message; a copy. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}

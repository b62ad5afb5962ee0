package openbell.exchangesimulator.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.exchangesimulator.tape.TapeListener;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Trade;

/**
 * The door's messages, numbered, the newest {@link #CAPACITY} of them kept: each is written once
 * for all who read. Runs on the tape's event loop.
 */
final class VendorLog implements TapeListener {
  /** How many messages are kept; a reader that is further behind is told everything. */
  static final int CAPACITY = 8_192;

  private final MarketTape tape;
  private final String stream = UUID.randomUUID().toString();
  private final String[] messages = new String[CAPACITY];
  private long seq;
  private boolean isKept;

  VendorLog(MarketTape tape) {
    this.tape = tape;
  }

  /** Whether messages are written from now on: without a reader they are only numbered. */
  void keep(boolean kept) {
    isKept = kept;
  }

  @Override
  public void depth(Depth depth) {
    seq++;
    messages[index(seq)] = isKept ? VendorMessages.book(depth, seq) : "";
  }

  @Override
  public void trade(Trade trade) {
    seq++;
    messages[index(seq)] = isKept ? VendorMessages.trade(trade, seq) : "";
  }

  /** The number of the newest message. */
  long seq() {
    return seq;
  }

  /** A message by its number; empty if it is no longer kept, or was never said. */
  Optional<String> message(long number) {
    return number > seq - CAPACITY && number > 0 && number <= seq
        ? Optional.of(messages[index(number)]).filter(written -> !written.isEmpty())
        : Optional.empty();
  }

  /** The seq in a position {@code stream:seq} of this stream; empty for any other text. */
  Optional<Long> seqOf(String position) {
    var colon = position.lastIndexOf(':');
    if (colon < 0 || !position.substring(0, colon).equals(stream)) {
      return Optional.empty();
    }
    var number = position.substring(colon + 1);
    return number.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }

  /** Everything, as of now. */
  List<String> everything() {
    var all = new ArrayList<String>();
    all.add(VendorMessages.begin(stream, seq));
    tape.newest().forEach(depth -> all.add(VendorMessages.book(depth, seq)));
    all.add(VendorMessages.end(seq));
    return all;
  }

  private static int index(long number) {
    return (int) (number % CAPACITY);
  }
}

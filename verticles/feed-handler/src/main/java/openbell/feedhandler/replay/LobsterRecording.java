package openbell.feedhandler.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.feedhandler.session.FeedListener;
import openbell.model.Side;

/** A LOBSTER day as one symbol's feed. */
final class LobsterRecording implements Recording {
  private static final int BLOCK = 512;

  private final String symbol;
  private final LobsterFile file;
  private final LobsterBook book;
  private final FeedDepth depth = new FeedDepth();
  private final LobsterMessage[] block =
      Stream.generate(LobsterMessage::new).limit(BLOCK).toArray(LobsterMessage[]::new);
  private long count;
  private boolean isShown;

  private LobsterRecording(String symbol, LobsterFile file, LobsterBook book) {
    this.symbol = symbol;
    this.file = file;
    this.book = book;
  }

  static LobsterRecording open(Path path, String symbol) throws ReplayException {
    var file = LobsterFile.open(path);
    var recording = new LobsterRecording(symbol, file, file.newBook());
    try {
      file.seed(recording.book);
      return recording;
    } catch (ReplayException malformed) {
      recording.close();
      throw malformed;
    }
  }

  @Override
  public int read() throws ReplayException {
    return file.read(block);
  }

  @Override
  public long timeNanos(int update) {
    return block[update].timeNanos();
  }

  @Override
  public void skip(int update) {
    count++;
    var _ = book.apply(block[update]);
  }

  @Override
  public void play(int update, long nowMicros, FeedListener listener) {
    count++;
    var message = block[update];
    var effect = book.apply(message);
    if (message.isTrade()) {
      listener.trade(trade(message, nowMicros));
    }
    if (effect != LobsterBook.Effect.NONE || !isShown) {
      isShown = true;
      book.fill(depth.begin(symbol, nowMicros));
      listener.depth(depth);
    }
  }

  private FeedTrade trade(LobsterMessage message, long nowMicros) {
    var aggressor = message.restingSide() == Side.BUY ? Side.SELL : Side.BUY;
    return new FeedTrade(
        symbol, message.px(), message.qty(), aggressor, nowMicros, "replay-" + count);
  }

  @Override
  public void close() throws ReplayException {
    try {
      file.close();
    } catch (IOException unclosed) {
      throw new ReplayException("A LOBSTER recording could not be closed.", unclosed);
    }
  }
}

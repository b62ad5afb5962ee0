package openbell.feedhandler;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Side;
import openbell.wire.reference.Instrument;

/** A session that says what its test tells it to say; it writes down what is done to it. */
final class ScriptedSession implements FeedSession {
  private final String name;
  private final List<String> transcript;
  private final FeedDepth depth = new FeedDepth();
  private final List<String> asked = new ArrayList<>();
  private FeedListener listener;
  private boolean refuses;

  ScriptedSession(String name, List<String> transcript) {
    this.name = name;
    this.transcript = transcript;
  }

  /** Its start fails. */
  ScriptedSession refusing() {
    refuses = true;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    asked.add(instrument.getSymbol());
    return OptionalInt.of(0);
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public void start(FeedListener told) {
    transcript.add(name + " starts");
    listener = told;
    if (refuses) {
      throw new IllegalStateException("no route");
    }
    listener.lineDown(0, "connects");
  }

  @Override
  public Future<Void> stop() {
    transcript.add(name + " stops");
    return Future.succeededFuture();
  }

  void up() {
    listener.lineUp(0);
  }

  void down() {
    listener.lineDown(0, "silent");
  }

  void end() {
    listener.lineEnded(0);
  }

  void depth(String symbol, long bidPx, long micros) {
    fill(symbol, bidPx, micros);
    listener.depth(depth);
  }

  void snapshot(String symbol, long bidPx, long micros) {
    fill(symbol, bidPx, micros);
    listener.snapshot(depth);
  }

  private void fill(String symbol, long bidPx, long micros) {
    depth.begin(symbol, micros);
    depth.bids().add(bidPx, 1);
  }

  void trade(String symbol, long px, long micros) {
    listener.trade(new FeedTrade(symbol, px, 1, Side.BUY, micros, name + micros));
  }
}

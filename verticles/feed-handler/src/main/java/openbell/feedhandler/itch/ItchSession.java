package openbell.feedhandler.itch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.domain.ItchMarket;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.session.FeedListener;
import openbell.feedhandler.session.FeedSession;
import openbell.model.Symbol;
import openbell.model.itch.ItchField;
import openbell.model.itch.ItchMessage;
import openbell.model.itch.ItchStamps;
import openbell.model.itch.ItchSyntax;
import openbell.wire.reference.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TotalView-ITCH 5.0 feed of one market. Books are told once per packet or chunk, trades as they
 * come; what is replayed of the past builds books but prints no trade twice. On the feed's event
 * loop; a message that trades nothing allocates nothing.
 */
public final class ItchSession implements FeedSession {
  private static final Logger LOG = LoggerFactory.getLogger(ItchSession.class);
  private static final int LINE = 0;
  private static final long NONE = -1;
  private static final int MAX_ORDERS = 4_000_000;

  private final ItchTransport transport;
  private final String mic;
  private final LongSupplier nowMicros;
  private final Stream stream;
  private FeedListener listener;
  private boolean stopped;

  /** A session over one SoupBinTCP server; not started. */
  public static ItchSession soup(
      Vertx vertx, ItchSettings settings, ItchSettings.Address host, LongSupplier nowMicros) {
    return new ItchSession(new SoupTransport(vertx, host, settings.login()), settings, nowMicros);
  }

  /** A session over both lines of MoldUDP64; not started. */
  public static ItchSession mold(Vertx vertx, ItchSettings settings, LongSupplier nowMicros) {
    return new ItchSession(new MoldTransport(vertx, settings), settings, nowMicros);
  }

  private ItchSession(ItchTransport transport, ItchSettings settings, LongSupplier nowMicros) {
    this.transport = transport;
    this.mic = settings.mic();
    this.nowMicros = nowMicros;
    this.stream = new Stream(new ItchStamps(settings.zone()));
  }

  @Override
  public String name() {
    return "itch";
  }

  @Override
  public OptionalInt lineOf(Instrument instrument) {
    return Symbol.parse(instrument.getSymbol())
        .filter(symbol -> symbol.mic().equals(mic))
        .map(symbol -> OptionalInt.of(LINE))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  public void start(FeedListener feedListener) {
    listener = feedListener;
    stream.down("awaits the feed");
    transport.start(stream);
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    if (stream.leftOut > 0) {
      LOG.warn("ITCH: {} messages did not fit the books and were left out", stream.leftOut);
    }
    return transport.stop();
  }

  /** Builds the books and tells the listener. */
  private final class Stream implements ItchStream {
    private final ItchStamps stamps;
    private final ItchMarket market = new ItchMarket(mic, MAX_ORDERS);
    private final ItchMessage view = new ItchMessage();
    private final FeedDepth depth = new FeedDepth();
    private boolean isLive;
    private String whyDown = "";
    private long leftOut;
    private long newestNanos = NONE;
    private long newestMicros;
    // The clock, read once a packet or chunk.
    private long now;
    // A session that is replayed prints no trade again that was told, or was before our time.
    private long tradesAfterMicros;

    Stream(ItchStamps stamps) {
      this.stamps = stamps;
    }

    @Override
    public void begin() {
      lose("a new session");
      market.clear();
      tradesAfterMicros =
          newestMicros == 0 ? nowMicros.getAsLong() : Math.max(tradesAfterMicros, newestMicros);
    }

    @Override
    public void message(ByteBuffer message) {
      var from = message.arrayOffset() + message.position();
      if (view.wrap(message.array(), from, message.remaining()) == ItchSyntax.VALID) {
        newestNanos = view.timestampNanos();
        apply();
      } else {
        malformed();
      }
    }

    @Override
    public void pause() {
      now = nowMicros.getAsLong();
      if (newestNanos != NONE) {
        newestMicros = stamps.micros(newestNanos, now);
        newestNanos = NONE;
      }
      if (isLive && !stopped) {
        market.drainChanged(this::tell);
      }
    }

    @Override
    public void caughtUp() {
      if (isLive || stopped) {
        return;
      }
      isLive = true;
      now = nowMicros.getAsLong();
      market.drainChanged(told -> {});
      var symbols = new HashSet<String>();
      market.forEach(
          locate -> {
            symbols.add(market.symbol(locate));
            listener.snapshot(book(locate));
          });
      listener.snapshotEnd(LINE, symbols);
      listener.lineUp(LINE);
    }

    @Override
    public void down(String why) {
      lose(why);
    }

    @Override
    public void ended() {
      pause();
      isLive = false;
      if (!stopped) {
        listener.lineEnded(LINE);
      }
    }

    @Override
    public void stranger() {
      if (!stopped) {
        listener.rejected(Verdict.NOT_ALLOWED);
      }
    }

    @Override
    public void malformed() {
      if (!stopped) {
        listener.rejected(Verdict.MALFORMED);
      }
    }

    @Override
    public long newestMicros() {
      return newestMicros;
    }

    private void lose(String why) {
      pause();
      if (!stopped && (isLive || !why.equals(whyDown))) {
        listener.lineDown(LINE, why);
      }
      isLive = false;
      whyDown = why;
    }

    private void apply() {
      switch (market.apply(view)) {
        case TRADE, BOOK_AND_TRADE -> trade();
        case BOOK, STATE, NONE -> {}
        case UNKNOWN_ORDER, DUPLICATE_ORDER, MALFORMED, FULL -> leftOut++;
      }
    }

    private void tell(int locate) {
      listener.depth(book(locate));
    }

    private FeedDepth book(int locate) {
      return market.begin(locate, depth, stamps.micros(market.changedNanos(locate), now));
    }

    private void trade() {
      var at = stamps.micros(view.timestampNanos(), nowMicros.getAsLong());
      if (at <= tradesAfterMicros || stopped) {
        return;
      }
      listener.trade(
          new FeedTrade(
              market.symbol(view.stockLocate()),
              market.tradePx(),
              market.tradeQty(),
              market.aggressor(),
              at,
              Long.toString(view.get(ItchField.MATCH_NUMBER))));
    }
  }
}

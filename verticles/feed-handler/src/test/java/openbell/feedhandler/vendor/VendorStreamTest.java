package openbell.feedhandler.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.FeedTrade;
import openbell.feedhandler.fix.RecordingListener;
import openbell.model.Side;
import org.junit.jupiter.api.Test;

class VendorStreamTest {
  private final RecordingListener listener = new RecordingListener();
  private final List<String> asked = new ArrayList<>();
  private long now = TimeUnit.HOURS.toNanos(1);
  private final VendorStream stream =
      new VendorStream(listener, new Asked(), Set.of("XNAS"), () -> now);

  @Test
  void beginsWithEverythingThenGoesOnMessageByMessage() {
    fill();
    stream.book(book("XNAS:AAPL", 2), 11);
    stream.book(book("XNSE:INFY", 2), 12);
    stream.trade(trade("XNAS:AAPL"), 13);
    stream.heartbeat(13);

    assertThat(listener.take())
        .containsExactly(
            "snapshot XNAS:AAPL 1@1000000 / ",
            "end XNAS:AAPL",
            "up",
            "depth XNAS:AAPL 2@1000000 / ",
            "trade XNAS:AAPL BUY 1@1000000 t");
    assertThat(stream.position()).isEqualTo("s1:13");
  }

  @Test
  void aGapTakesEverythingAnew() {
    fill();
    listener.take();
    pass(1_500);

    stream.book(book("XNAS:AAPL", 2), 12);
    stream.book(book("XNAS:AAPL", 3), 13);

    assertThat(listener.take())
        .containsExactly("rejected GAP", "down missed messages of the vendor");
    assertThat(asked).containsExactly("all");
    assertThat(stream.position()).isEmpty();

    fill();
    assertThat(listener.take()).contains("up");
  }

  @Test
  void aHeartbeatShowsWhatWasMissed() {
    fill();
    listener.take();

    stream.heartbeat(11);

    assertThat(listener.take())
        .containsExactly("rejected GAP", "down missed messages of the vendor");
  }

  @Test
  void whatWasToldBeforeIsADuplicate() {
    fill();
    listener.take();

    stream.book(book("XNAS:AAPL", 2), 10);

    assertThat(listener.take()).containsExactly("rejected DUPLICATE");
  }

  @Test
  void everythingIsAskedForAtMostOnceASecond() {
    fill();
    pass(1_500);
    for (var wrong = 0; wrong < 100; wrong++) {
      stream.malformed();
      stream.heartbeat(0);
      pass(0);
    }
    assertThat(asked).containsExactly("all");

    pass(1_000);
    assertThat(asked).containsExactly("all", "all");
  }

  @Test
  void aSilentVendorIsDownAndConnectedAgain() {
    fill();
    listener.take();

    pass(2_001);
    pass(500);

    assertThat(listener.take()).containsExactly("down silent for 2 s");
    assertThat(asked).startsWith("reconnect");
  }

  private void fill() {
    stream.begin("s1", 10);
    stream.book(book("XNAS:AAPL", 1), 10);
    stream.book(book("XNSE:INFY", 1), 10);
    stream.end(10);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    stream.tick();
  }

  private static FeedDepth book(String symbol, long qty) {
    var book = new FeedDepth().begin(symbol, 1);
    book.bids().add(1_000_000, qty);
    return book;
  }

  private static FeedTrade trade(String symbol) {
    return new FeedTrade(symbol, 1_000_000, 1, Side.BUY, 1, "t");
  }

  /** Writes down what is asked. */
  private final class Asked implements VendorStream.Link {
    @Override
    public void askForAll() {
      asked.add("all");
    }

    @Override
    public void reconnect() {
      asked.add("reconnect");
    }
  }
}

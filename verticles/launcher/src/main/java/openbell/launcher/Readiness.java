package openbell.launcher;

import java.util.concurrent.CountDownLatch;
import openbell.runtime.Node;

/**
 * When a node can be used: every part of its health is up and every tradable instrument has a
 * price. Looked at each 50 ms on the node's event loop.
 */
final class Readiness {
  private static final long PERIOD_MS = 50;
  private static final String PART = "reference-prices";

  private final Node node;
  private final CountDownLatch ready = new CountDownLatch(1);

  Readiness(Node node) {
    this.node = node;
  }

  void await() throws InterruptedException {
    node.health().down(PART, "no instrument has a price yet");
    node.vertx()
        .setPeriodic(
            PERIOD_MS,
            timer -> {
              look();
              if (node.health().isReady()) {
                node.vertx().cancelTimer(timer);
                ready.countDown();
              }
            });
    ready.await();
  }

  private void look() {
    var instruments = node.instruments().all();
    var missing =
        instruments.stream()
            .filter(instrument -> instrument.getTradable() && !isPriced(instrument.getSymbol()))
            .count();
    if (!instruments.isEmpty() && missing == 0) {
      node.health().up(PART);
    } else {
      node.health().down(PART, missing + " of " + instruments.size() + " have no price yet");
    }
  }

  private boolean isPriced(String symbol) {
    return node.quotes()
        .find(symbol)
        .filter(quote -> quote.getLastPx() > 0 || (quote.getBidPx() > 0 && quote.getAskPx() > 0))
        .isPresent();
  }
}

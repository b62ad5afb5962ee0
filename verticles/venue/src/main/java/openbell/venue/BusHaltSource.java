package openbell.venue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.model.TradingHalt;
import openbell.runtime.Bus;
import openbell.wire.risk.HaltsReply;
import openbell.wire.risk.HaltsRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks risk what is halted, twice a second. No answer says nothing, an older version than one seen
 * before neither. Started and stopped on one context; {@link #halts} may be called from any thread.
 */
final class BusHaltSource implements HaltSource {
  private static final Logger LOG = LoggerFactory.getLogger(BusHaltSource.class);
  private static final long EVERY_MS = 500;

  private record Known(long version, Map<String, TradingHalt> halts) {}

  private final Vertx vertx;
  private final Bus bus;
  private volatile Optional<Known> known = Optional.empty();
  private boolean answered = true;
  private boolean stopped;

  BusHaltSource(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  void start() {
    ask()
        .onSuccess(this::take)
        .onFailure(this::unanswered)
        .onComplete(
            asked -> {
              if (!stopped) {
                vertx.timer(EVERY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> start());
              }
            });
  }

  void stop() {
    stopped = true;
  }

  @Override
  public Optional<Map<String, TradingHalt>> halts() {
    return known.map(Known::halts);
  }

  private Future<HaltsReply> ask() {
    return stopped
        ? Future.failedFuture("stopped")
        : bus.request(Addresses.RISK_HALTS, HaltsRequest.getDefaultInstance());
  }

  private void take(HaltsReply reply) {
    answered = true;
    if (known.isPresent() && reply.getVersion() < known.get().version()) {
      return;
    }
    try {
      var halts = new HashMap<String, TradingHalt>();
      reply
          .getHaltsList()
          .forEach(each -> halts.put(each.getSymbol(), TradingHalt.of(each.getHalt())));
      known = Optional.of(new Known(reply.getVersion(), Map.copyOf(halts)));
    } catch (IllegalArgumentException malformed) {
      LOG.error("risk says halts that are none: nothing changes", malformed);
    }
  }

  private void unanswered(Throwable why) {
    if (answered && !stopped) {
      LOG.info("risk does not say what is halted: nothing changes ({})", why.toString());
    }
    answered = false;
  }
}

package openbell.quotefanout;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import openbell.quotefanout.raw.JsonCodec;
import openbell.quotefanout.raw.Subscription;

/**
 * The doors for clients that only read: server-sent events and long polls, on the same engine and
 * under the same limits as sockets. Whoever is refused gets a problem before anything else. On one
 * event loop.
 */
final class ReadDoor {
  static final int MAX_POLLED_SYMBOLS = 100;

  private static final JsonCodec CODEC = new JsonCodec();
  private static final String BEARER = "Bearer ";
  private static final int DEFAULT_WINDOW_MS = 100;

  private final FanoutEngine engine;
  private final Upgrades upgrades;

  ReadDoor(FanoutEngine engine, Upgrades upgrades) {
    this.engine = engine;
    this.upgrades = upgrades;
  }

  void mount(Router router) {
    router.get("/api/v1/stream/quotes").handler(this::stream);
    router.get("/api/v1/poll/quotes").handler(this::poll);
  }

  private void stream(RoutingContext request) {
    asked(request, engine.config().maxSymbolsPerSocket())
        .filter(asked -> upgrades.admit(request, FanoutMetrics.Transport.SSE))
        .ifPresent(
            asked -> {
              var session = new SseSession(engine, request.request());
              identify(request, session, () -> open(session, asked));
            });
  }

  private void poll(RoutingContext request) {
    asked(request, MAX_POLLED_SYMBOLS)
        .filter(asked -> upgrades.admit(request, FanoutMetrics.Transport.LONG_POLL))
        .ifPresent(
            asked -> {
              var session = new PollSession(engine, request, asked.rejected);
              identify(request, session, () -> open(request, session, asked));
            });
  }

  /** What is watched under which name, and what nobody lists. */
  private record Asked(Subscription wanted, Map<String, String> accepted, JsonArray rejected) {}

  /** What the query asks for; answers with a problem, and is empty, if that cannot be served. */
  private Optional<Asked> asked(RoutingContext request, int mostSymbols) {
    var wanted = JsonCodec.subscription(request.queryParams());
    if (wanted.isEmpty() || !Wheel.isWindow(windowMs(wanted.get()))) {
      Upgrades.refuse(request, 400, "request.malformed");
      return Optional.empty();
    }
    if (wanted.get().names().size() > mostSymbols) {
      Upgrades.refuse(request, 400, "quota.too_many_subscriptions");
      return Optional.empty();
    }
    var accepted = new LinkedHashMap<String, String>();
    var rejected = new JsonArray();
    for (var name : wanted.get().names()) {
      engine
          .node()
          .instruments()
          .resolve(name)
          .ifPresentOrElse(
              instrument -> accepted.put(name, instrument.getSymbol()),
              () ->
                  rejected.add(
                      new JsonObject().put("symbol", name).put("code", "instrument.unknown")));
    }
    if (accepted.isEmpty()) {
      Upgrades.refuse(request, 404, "instrument.unknown");
      return Optional.empty();
    }
    return Optional.of(new Asked(wanted.get(), accepted, rejected));
  }

  /** Goes on with a client that may watch; every other one is refused. */
  private void identify(RoutingContext request, Connection session, Runnable then) {
    request.response().closeHandler(closed -> session.ended());
    request.response().exceptionHandler(failure -> session.ended());
    var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    var ticket = request.queryParams().get("ticket");
    if (header != null) {
      var token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
      admit(request, session, session.bind(token), then);
    } else if (ticket != null && !ticket.isEmpty()) {
      admit(request, session, session.redeem(ticket), then);
    } else {
      admit(request, session, then);
    }
  }

  private static void admit(
      RoutingContext request,
      Connection session,
      Future<SessionBinding.Outcome> identified,
      Runnable then) {
    identified.onSuccess(
        outcome -> {
          if (!session.isClosed()) {
            switch (outcome) {
              case BOUND -> admit(request, session, then);
              case UNAVAILABLE -> turnAway(request, session, 503, "system.unavailable");
              case INVALID, OTHER_USER -> turnAway(request, session, 401, "auth.token_invalid");
            }
          }
        });
  }

  private static void admit(RoutingContext request, Connection session, Runnable then) {
    if (session.mayWatch()) {
      then.run();
    } else {
      turnAway(request, session, 401, "auth.token_missing");
    }
  }

  private static void turnAway(
      RoutingContext request, Connection session, int status, String code) {
    session.ended();
    Upgrades.refuse(request, status, code);
  }

  private void open(SseSession session, Asked asked) {
    watch(session, asked);
    session.open(
        new JsonObject()
            .put("type", "subscribed")
            .put("accepted", List.copyOf(asked.accepted.keySet()))
            .put("rejected", asked.rejected)
            .put("current", session.watchlist().names()));
    session.watchlist().immediate(windowMs(asked.wanted) == 0);
    engine.join(session, windowMs(asked.wanted));
  }

  private void open(RoutingContext request, PollSession session, Asked asked) {
    watch(session, asked);
    var since = request.queryParams().get("since");
    if (since != null && !since.isEmpty() && !session.watchlist().resume(since)) {
      turnAway(request, session, 400, "request.invalid_cursor");
    } else {
      engine.join(session, DEFAULT_WINDOW_MS);
    }
  }

  private static int windowMs(Subscription wanted) {
    return wanted.windowMs().orElse(DEFAULT_WINDOW_MS);
  }

  private static void watch(Connection session, Asked asked) {
    var terms = CODEC.terms(asked.wanted);
    asked.accepted.forEach((name, symbol) -> session.watchlist().add(symbol, name, terms));
  }
}

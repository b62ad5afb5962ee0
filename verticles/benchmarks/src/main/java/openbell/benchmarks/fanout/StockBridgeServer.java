package openbell.benchmarks.fanout;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import openbell.benchmarks.ParentLines;
import openbell.model.Decimals;
import openbell.wire.marketdata.Quote;

/**
 * The peer: the event-bus bridge that comes with Vert.x, one publish per tick and symbol, not
 * clustered and without compression (both in its favour). Bodies are those of our bridge.
 */
public final class StockBridgeServer {
  private static final int PING_TIMEOUT_MS = 600_000;

  private StockBridgeServer() {}

  /** Argument: quote changes a second, all symbols together. */
  public static void main(String[] args) {
    ParentLines.endWithMain();
    var vertx = ServerLoops.vertx();
    var bridge =
        new SockJSBridgeOptions()
            .setPingTimeout(PING_TIMEOUT_MS)
            .addOutboundPermitted(new PermittedOptions().setAddressRegex("quotes\\..+"));
    var router = Router.router(vertx);
    router.route("/eventbus*").subRouter(SockJSHandler.create(vertx).bridge(bridge));
    var server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setPerMessageWebSocketCompressionSupported(false))
            .requestHandler(router)
            .listen(0)
            .await();
    var feed = new QuoteFeed(Integer.parseInt(args[0]));
    vertx.setPeriodic(
        QuoteFeed.TICK_MS,
        tick ->
            feed.due(
                batch ->
                    batch.forEach(
                        quote -> vertx.eventBus().publish("quotes." + name(quote), body(quote)))));
    ServerLoops.serve(server.actualPort());
  }

  private static String name(Quote quote) {
    return quote.getSymbol().substring("XNSE:".length());
  }

  private static JsonObject body(Quote quote) {
    var change = quote.getLastPx() - quote.getPreviousClosePx();
    return new JsonObject()
        .put("symbol", name(quote))
        .put("ltp", Decimals.formatMoney(quote.getLastPx()))
        .put("bid", Decimals.formatMoney(quote.getBidPx()))
        .put("ask", Decimals.formatMoney(quote.getAskPx()))
        .put("bidQty", Long.toString(quote.getBidQty()))
        .put("askQty", Long.toString(quote.getAskQty()))
        .put("volume", Long.toString(quote.getVolume()))
        .put("open", Decimals.formatMoney(quote.getOpenPx()))
        .put("high", Decimals.formatMoney(quote.getHighPx()))
        .put("low", Decimals.formatMoney(quote.getLowPx()))
        .put("previousClose", Decimals.formatMoney(quote.getPreviousClosePx()))
        .put("vwap", Decimals.formatMoney(quote.getVwapPx()))
        .put("lastQty", Long.toString(quote.getLastQty()))
        .put("change", Decimals.formatMoney(change))
        .put("changePercent", "0.42")
        .put("seq", quote.getSeq())
        .put("epoch", quote.getEpoch())
        .put("ts", quote.getAsOf());
  }
}

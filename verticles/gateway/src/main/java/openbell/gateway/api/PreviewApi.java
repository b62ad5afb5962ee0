package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.gateway.web.Problem;
import openbell.model.Addresses;
import openbell.model.Decimals;
import openbell.runtime.Bus;
import openbell.runtime.InstrumentDirectory;
import openbell.wire.common.Refusal;
import openbell.wire.order.PreviewReply;

/**
 * {@code POST /orders/preview}: what would become of an order, with all that stands against it; its
 * body is that of {@code POST /orders}, the key may be absent. Thread-safe; keeps nothing.
 */
public final class PreviewApi {
  private static final String ANY_KEY = "preview";

  private final InstrumentDirectory instruments;
  private final Bus bus;

  public PreviewApi(InstrumentDirectory instruments, Bus bus) {
    this.instruments = instruments;
    this.bus = bus;
  }

  /** 200 whether or not it would be accepted; 400 of what cannot be read. */
  public Future<Answer> preview(Call call) {
    var body = call.body();
    Optional<String> key =
        call.header("Idempotency-Key")
            .or(() -> body.text("idempotencyKey", 128))
            .or(() -> Optional.of(ANY_KEY));
    var form = NewOrderForm.read(call.caller(), body, key);
    if (form.problem().isPresent()) {
      return Future.succeededFuture(new Answer.Refused(form.problem().get()));
    }
    var listing = instruments.resolve(form.request().getSymbol());
    if (listing.isEmpty()) {
      return Future.succeededFuture(
          new Answer.Refused(
              Problem.refused(422, "instrument.unknown", "There is no such listing.")));
    }
    var request = form.request().toBuilder().setSymbol(listing.get().getSymbol()).build();
    return bus.<PreviewReply>request(Addresses.ORDER_PREVIEW, request)
        .map(reply -> Answer.ok(json(reply)));
  }

  private static JsonObject json(PreviewReply reply) {
    var violations = new JsonArray();
    reply.getRefusalsList().forEach(refusal -> violations.add(json(refusal)));
    var json =
        new JsonObject()
            .put("accepted", reply.getRefusalsCount() == 0)
            .put("status", reply.getStatus())
            .put("violations", violations)
            .put("wouldQueue", reply.getWouldQueue());
    return reply.getHoldAsset().isEmpty() ? json : json.mergeIn(money(reply));
  }

  private static JsonObject json(Refusal refusal) {
    var json = new JsonObject().put("code", refusal.getCode()).put("detail", refusal.getDetail());
    if (!refusal.getPointer().isEmpty()) {
      json.put("pointer", refusal.getPointer());
    }
    return refusal.getHint().isEmpty() ? json : json.put("hint", refusal.getHint());
  }

  /** Shares are assets with a market: `MIC:SYMBOL`; all others are currencies. */
  private static JsonObject money(PreviewReply reply) {
    var shares = reply.getHoldAsset().indexOf(':') > 0;
    var amount =
        shares ? Decimals.formatQuantity(reply.getHold()) : Decimals.formatMoney(reply.getHold());
    var json =
        new JsonObject()
            .put("hold", new JsonObject().put("asset", reply.getHoldAsset()).put("amount", amount))
            .put("charges", Decimals.formatMoney(reply.getCharges()))
            .put("worstPrice", Decimals.formatMoney(reply.getWorstPx()))
            .put("estimatedQuantity", Decimals.formatQuantity(reply.getEstimatedQty()));
    return reply.getEstimatedQty() == 0
        ? json
        : json.put("estimatedAveragePrice", Decimals.formatMoney(reply.getEstimatedAvgPx()));
  }
}

package openbell.order;

import io.vertx.core.Future;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.order.PreviewReply;

/** Serves {@code order.qry.preview}: reads a new order as placing one does, but for its key. */
final class PreviewIngress {
  private static final String ANY_KEY = "preview";

  private final PreviewService service;

  PreviewIngress(PreviewService service) {
    this.service = service;
  }

  Future<Void> serve(Bus bus) {
    return bus.<PlaceOrderRequest>serve(Addresses.ORDER_PREVIEW, this::preview);
  }

  private Future<PreviewReply> preview(PlaceOrderRequest request) {
    var keyed = request.toBuilder().setIdempotencyKey(ANY_KEY).build();
    return OrderIngress.malformed(keyed)
        .map(
            refused -> {
              var refusals = OrderMessages.refused(refused).getRefused().getRefusalsList();
              return Future.succeededFuture(
                  PreviewReply.newBuilder()
                      .setStatus(refused.status())
                      .addAllRefusals(refusals)
                      .build());
            })
        .orElseGet(
            () ->
                service.preview(
                    OrderIngress.decode(keyed.toBuilder().clearIdempotencyKey().build())));
  }
}

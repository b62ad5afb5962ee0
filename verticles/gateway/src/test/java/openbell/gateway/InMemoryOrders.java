package openbell.gateway;

import io.vertx.core.Future;
import openbell.runtime.Bus;

/** Orders that were accepted. */
final class InMemoryOrders {
  Future<Void> serve(Bus bus) {
    return Future.succeededFuture();
  }
}

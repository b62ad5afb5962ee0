package openbell.quotefanout;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.Session;

/**
 * Commands that come through a stream, run by the gateway's code that serves REST. At most 32 of a
 * socket are under way at once. Owned by its connection.
 */
final class ApiCalls {
  private static final int MAX_UNDER_WAY = 32;
  private static final long TIMEOUT_MS = 5_000;

  private final Bus bus;
  private int underWay;

  ApiCalls(Bus bus) {
    this.bus = bus;
  }

  /** The reply, with a fault as 503 and its outcome; never fails. */
  Future<ApiReply> call(String operation, Optional<Session> session, JsonObject body) {
    if (underWay >= MAX_UNDER_WAY) {
      return Future.succeededFuture(refused(429, "quota.too_many_in_flight"));
    }
    underWay++;
    var request = ApiRequest.newBuilder().setOperation(operation).setBody(body.encode());
    session.ifPresent(request::setSession);
    return bus.<ApiReply>request(Addresses.GATEWAY_API, request.build(), TIMEOUT_MS)
        .otherwise(failure -> ofFault(Fault.of(failure)))
        .onComplete(done -> underWay--);
  }

  /** A refusal of the door itself: nothing was applied. */
  static ApiReply refused(int status, String code) {
    return reply(status, code, "NOT_APPLIED");
  }

  private static ApiReply ofFault(Fault fault) {
    return reply(503, fault.code(), fault.outcomeKnown() ? "NOT_APPLIED" : "UNKNOWN");
  }

  private static ApiReply reply(int status, String code, String outcome) {
    var problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("status", status)
            .put("code", code)
            .put("outcome", outcome)
            .put("retryable", status != 400);
    return ApiReply.newBuilder().setStatus(status).setBody(problem.encode()).build();
  }
}

package openbell.gateway;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Answer;
import openbell.gateway.web.JsonBody;
import openbell.gateway.web.Problem;
import openbell.gateway.web.RateLimits;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.EndedSessionsReply;
import openbell.wire.gateway.EndedSessionsRequest;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;

/**
 * What the gateway serves on the bus: who holds a token, and commands that came through a stream,
 * run by the code that serves REST. Called on the context of {@link GatewayVerticle}.
 */
final class GatewayIngress {
  private final Resources resources;
  private final AuthService auth;
  private final RateLimits limits;

  GatewayIngress(Resources resources, AuthService auth, RateLimits limits) {
    this.resources = resources;
    this.auth = auth;
    this.limits = limits;
  }

  Future<Void> serve(Bus bus) {
    return bus.<SessionRequest>serve(Addresses.GATEWAY_SESSION, this::session)
        .compose(
            served ->
                bus.<EndedSessionsRequest>serve(
                    Addresses.GATEWAY_ENDED_SESSIONS, this::endedSessions))
        .compose(served -> bus.<ApiRequest>serve(Addresses.GATEWAY_API, this::command));
  }

  private Future<SessionReply> session(SessionRequest request) {
    var holder =
        request.getTicket().isEmpty()
            ? auth.holder(request.getToken())
            : auth.redeem(request.getTicket());
    return holder.map(
        caller -> {
          var reply = SessionReply.newBuilder();
          caller.map(Caller::toSession).ifPresent(reply::setSession);
          return reply.build();
        });
  }

  private Future<EndedSessionsReply> endedSessions(EndedSessionsRequest request) {
    return auth.findEnded(request.getSessionIdsList())
        .map(ended -> EndedSessionsReply.newBuilder().addAllSessionIds(ended).build());
  }

  private Future<ApiReply> command(ApiRequest request) {
    var caller = caller(request);
    return admitted(request, caller)
        .<Future<Answer>>map(Future::succeededFuture)
        .orElseGet(() -> limited(request, caller))
        .map(answer -> reply(request.getOperation(), answer));
  }

  /** An expired session is none. */
  private static Optional<Caller> caller(ApiRequest request) {
    var nowMicros = Instant.now().toEpochMilli() * 1_000;
    return request.hasSession() && request.getSession().getExpiresAt() > nowMicros
        ? Optional.of(Caller.of(request.getSession()))
        : Optional.empty();
  }

  private Optional<Answer> admitted(ApiRequest request, Optional<Caller> caller) {
    var open = resources.isOpen(request.getOperation());
    return caller.isPresent() || open
        ? Optional.empty()
        : Optional.of(Answer.refused(401, "auth.token_missing", "This needs a session."));
  }

  private Future<Answer> limited(ApiRequest request, Optional<Caller> caller) {
    var holder = caller.map(who -> Long.toString(who.accountId())).orElse("streams");
    return limits
        .take(holder, resources.policy(request.getOperation()))
        .compose(
            limit ->
                limit.allowed()
                    ? run(request, caller)
                    : Future.succeededFuture(
                        new Answer.Refused(
                            Problem.later(429, "quota.exceeded", "Too many requests."))));
  }

  private Future<Answer> run(ApiRequest request, Optional<Caller> caller) {
    var body = JsonBody.read(request.getBodyBytes().toByteArray());
    return switch (request.getOperation()) {
      case "orders.place" -> resources.orders().place(caller.orElseThrow(), body);
      case "orders.cancel" -> resources.orders().cancel(caller.orElseThrow(), body);
      case "quotes.snapshot" -> resources.quotes().snapshot(body);
      case "instruments.search" -> resources.instruments().search(body);
      default ->
          Future.succeededFuture(
              Answer.refused(404, "request.unknown_route", "There is no such operation."));
    };
  }

  private static ApiReply reply(String operation, Answer answer) {
    return switch (answer) {
      case Answer.Success(var status, var body, var headers) ->
          ApiReply.newBuilder().setStatus(status).setBody(body.encode()).build();
      case Answer.Refused(var problem) ->
          ApiReply.newBuilder()
              .setStatus(problem.status())
              .setBody(problem.toJson(operation, UUID.randomUUID().toString()).encode())
              .build();
    };
  }
}

package openbell.quotefanout;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.model.Addresses;
import openbell.runtime.Node;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.Session;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;

/** A gateway that knows the tokens it was told, and answers commands with what it received. */
final class FakeGateway {
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, Session> tickets = new ConcurrentHashMap<>();
  private final List<ApiRequest> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger checks = new AtomicInteger();

  FakeGateway(Node node) {
    FanoutServer.await(node.bus().serve(Addresses.GATEWAY_SESSION, this::session));
    FanoutServer.await(node.bus().serve(Addresses.GATEWAY_API, this::command));
    know("token-1", 1, 11);
    know("token-1b", 1, 11);
    know("token-2", 2, 22);
  }

  /** Makes a token good for an hour. */
  void know(String token, long userId, long accountId) {
    know(token, userId, accountId, FanoutServer.nowMicros() + 3_600_000_000L);
  }

  /** Gives out a ticket for what a token is good for. */
  void give(String ticket, String token) {
    tickets.put(ticket, sessions.get(token));
  }

  /** The token's session ended. */
  void revoke(String token) {
    sessions.remove(token);
  }

  void know(String token, long userId, long accountId, long expiresAt) {
    sessions.put(
        token,
        Session.newBuilder()
            .setUserId(userId)
            .setAccountId(accountId)
            .setExpiresAt(expiresAt)
            .build());
  }

  List<ApiRequest> commands() {
    return commands;
  }

  int checks() {
    return checks.get();
  }

  private Future<SessionReply> session(SessionRequest request) {
    checks.incrementAndGet();
    var reply = SessionReply.newBuilder();
    var session =
        request.getTicket().isEmpty()
            ? sessions.get(request.getToken())
            : tickets.remove(request.getTicket());
    if (session != null) {
      reply.setSession(session);
    }
    return Future.succeededFuture(reply.build());
  }

  private Future<ApiReply> command(ApiRequest request) {
    commands.add(request);
    var status = request.hasSession() ? 202 : 401;
    var body = "{\"result\":\"" + request.getOperation() + "\"}";
    return Future.succeededFuture(ApiReply.newBuilder().setStatus(status).setBody(body).build());
  }
}

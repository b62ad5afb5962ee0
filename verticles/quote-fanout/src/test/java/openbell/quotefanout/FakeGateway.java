package openbell.quotefanout;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.model.Addresses;
import openbell.runtime.Fault;
import openbell.runtime.Node;
import openbell.wire.gateway.ApiReply;
import openbell.wire.gateway.ApiRequest;
import openbell.wire.gateway.EndedSessionsReply;
import openbell.wire.gateway.EndedSessionsRequest;
import openbell.wire.gateway.Session;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;

/** A gateway that knows the tokens it was told, and answers commands with what it received. */
final class FakeGateway {
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, Session> tickets = new ConcurrentHashMap<>();
  private final List<ApiRequest> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean silent;

  FakeGateway(Node node) {
    FanoutServer.await(node.bus().serve(Addresses.GATEWAY_SESSION, this::session));
    FanoutServer.await(node.bus().serve(Addresses.GATEWAY_API, this::command));
    FanoutServer.await(node.bus().serve(Addresses.GATEWAY_ENDED_SESSIONS, this::endedSessions));
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
            .setSessionId("session of " + token)
            .build());
  }

  /** From now on, or no longer, nobody is told which sessions have ended. */
  void silent(boolean isSilent) {
    silent = isSilent;
  }

  /** How often it was asked which sessions have ended. */
  int rounds() {
    return rounds.get();
  }

  private Future<EndedSessionsReply> endedSessions(EndedSessionsRequest request) {
    rounds.incrementAndGet();
    if (silent) {
      return Future.failedFuture(
          Fault.unavailable("system.unavailable", "The database is away.", null));
    }
    var ended =
        request.getSessionIdsList().stream()
            .filter(
                id -> sessions.values().stream().noneMatch(one -> one.getSessionId().equals(id)))
            .toList();
    return Future.succeededFuture(EndedSessionsReply.newBuilder().addAllSessionIds(ended).build());
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

package openbell.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import openbell.model.OrderId;
import openbell.runtime.Node;

/**
 * Log-in, refresh, log-out, and who holds an access token. Thread-safe; one per process is enough,
 * more do no harm.
 */
public final class AuthService {
  private static final int TOKEN_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Node node;
  private final PgUserStore users;
  private final PgSessionStore store;
  private final PgSigningKeyStore keys;
  private final Sessions sessions;
  private final StreamTickets tickets;
  private final Passwords passwords;
  private final AtomicReference<AccessTokens> accessTokens = new AtomicReference<>();

  public AuthService(Node node, RedisGuard redis) {
    this.node = node;
    this.users = new PgUserStore(node);
    this.store = new PgSessionStore(node);
    this.keys = new PgSigningKeyStore(node);
    this.sessions = new Sessions(node, new RedisSessionCache(redis), store);
    this.tickets = new StreamTickets(redis);
    this.passwords = new Passwords(node.vertx());
  }

  /** The name under which log-ins of an e-mail address are counted; not the address itself. */
  public static String holderOf(String email) {
    return TokenHash.of(normal(email)).hex();
  }

  /**
   * Opens a session. Empty for an unknown user, a disabled one and a wrong password alike, and
   * after the same work.
   */
  public Future<Optional<Tokens>> logIn(String email, String password, ClientTrace client) {
    return users
        .findLogin(normal(email))
        .compose(
            login ->
                passwords
                    .matches(login.map(PgUserStore.Login::passwordHash), password)
                    .compose(
                        matches ->
                            matches
                                ? open(login.orElseThrow().user(), client).map(Optional::of)
                                : Future.succeededFuture(Optional.<Tokens>empty())))
        .recover(PgFault::recover);
  }

  /** Uses a refresh token; empty if it is unknown, used before, or of an ended session. */
  public Future<Optional<Tokens>> refresh(String refreshToken) {
    return tokens().compose(tokens -> refresh(tokens, refreshToken)).recover(PgFault::recover);
  }

  private Future<Optional<Tokens>> refresh(AccessTokens tokens, String refreshToken) {
    var successor = randomToken();
    return store
        .rotate(TokenHash.of(refreshToken), TokenHash.of(successor))
        .compose(
            rotation ->
                switch (rotation) {
                  case Rotation.Rotated(var sessionId, var user) ->
                      Future.succeededFuture(
                          Optional.of(issue(tokens, user, sessionId, successor)));
                  case Rotation.Reused(var sessionId) ->
                      sessions.forget(sessionId).map(Optional.empty());
                  case Rotation.Unknown unknown -> Future.succeededFuture(Optional.empty());
                });
  }

  /** Ends the caller's session. */
  public Future<Void> logOut(Caller caller) {
    return sessions
        .revoke(UUID.fromString(caller.sessionId()), "log-out")
        .compose(revoked -> users.audit(caller.userId(), "session.log-out", caller.sessionId()))
        .recover(PgFault::recover);
  }

  /** Who holds an access token; empty if it is not ours, has expired, or its session ended. */
  public Future<Optional<Caller>> holder(String accessToken) {
    return claims(accessToken)
        .compose(claims -> claims.map(this::holder).orElseGet(AuthService::nobody));
  }

  /** What an access token says; empty if it is not ours or has expired. */
  public Future<Optional<TokenClaims>> claims(String accessToken) {
    return tokens()
        .compose(tokens -> tokens.verify(accessToken, nowMicros()))
        .recover(PgFault::recover);
  }

  /** Whose session a token is of; empty if it ended. */
  public Future<Optional<Caller>> holder(TokenClaims claims) {
    return sessions
        .find(claims.sessionId())
        .map(user -> user.map(found -> Caller.of(found, claims)))
        .recover(PgFault::recover);
  }

  /** A ticket that stands for the caller's access token once; fails if Redis is away. */
  public Future<String> ticket(Caller caller) {
    var ticket = randomToken();
    var claims =
        new TokenClaims(
            UUID.fromString(caller.sessionId()), caller.accountId(), caller.expiresAtMicros());
    return tickets.keep(ticket, claims).map(ticket);
  }

  /** How long a ticket works. */
  public static int ticketSeconds() {
    return StreamTickets.LIFE_SECONDS;
  }

  /** Who was given a ticket; as {@link #holder}, once. */
  public Future<Optional<Caller>> redeem(String ticket) {
    return tickets
        .take(ticket)
        .map(claims -> claims.filter(found -> found.expiresAtMicros() > nowMicros()))
        .compose(claims -> claims.map(this::holder).orElseGet(AuthService::nobody))
        .recover(PgFault::recover);
  }

  private static Future<Optional<Caller>> nobody() {
    return Future.succeededFuture(Optional.empty());
  }

  /** Which of some sessions do not live; what is no session's id does not. */
  public Future<List<String>> findEnded(List<String> sessionIds) {
    var ids = sessionIds.stream().map(OrderId::parse).flatMap(Optional::stream).toList();
    return sessions
        .findEnded(ids)
        .map(
            ended ->
                sessionIds.stream()
                    .filter(id -> OrderId.parse(id).map(ended::contains).orElse(true))
                    .toList())
        .recover(PgFault::recover);
  }

  /** Deletes what nobody can use any more. */
  public Future<Void> deleteEnded() {
    return store.deleteEnded();
  }

  /** The public keys, as a JSON Web Key Set. */
  public Future<JsonObject> jwks() {
    return tokens().map(AccessTokens::jwks).recover(PgFault::recover);
  }

  private Future<Tokens> open(User user, ClientTrace client) {
    var sessionId = UUID.randomUUID();
    var refreshToken = randomToken();
    return tokens()
        .compose(
            tokens ->
                store
                    .open(sessionId, user, TokenHash.of(refreshToken), client)
                    .compose(
                        opened ->
                            users.audit(user.userId(), "session.log-in", sessionId.toString()))
                    .map(audited -> issue(tokens, user, sessionId, refreshToken)));
  }

  private static Tokens issue(AccessTokens tokens, User user, UUID sessionId, String refreshToken) {
    return new Tokens(user, tokens.issue(user, sessionId), refreshToken, AccessTokens.LIFE_SECONDS);
  }

  /** Loads the signing keys once; a failure is not remembered. */
  private Future<AccessTokens> tokens() {
    var loaded = accessTokens.get();
    return loaded != null
        ? Future.succeededFuture(loaded)
        : keys.activeFirst()
            .map(
                found -> {
                  accessTokens.compareAndSet(null, new AccessTokens(node.vertx(), found));
                  return accessTokens.get();
                });
  }

  private static String randomToken() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String normal(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static long nowMicros() {
    var now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}

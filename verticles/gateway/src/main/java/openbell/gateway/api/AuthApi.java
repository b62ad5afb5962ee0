package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.Tokens;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Problem;
import openbell.gateway.web.RateLimits;

/** {@code /auth/...} and the key set. Thread-safe; keeps nothing. */
public final class AuthApi {
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PASSWORD = 256;
  private static final int MAX_TOKEN = 128;

  private final AuthService auth;
  private final RateLimits limits;
  private final RateLimits.Policy logIns;

  /**
   * The resource.
   *
   * @param logIns how often one e-mail address may be tried
   */
  public AuthApi(AuthService auth, RateLimits limits, RateLimits.Policy logIns) {
    this.auth = auth;
    this.limits = limits;
    this.logIns = logIns;
  }

  /** {@code {email,password}}. */
  public Future<Answer> logIn(Call call) {
    var body = call.body();
    var email = body.requiredText("email", MAX_EMAIL);
    var password = body.requiredText("password", MAX_PASSWORD);
    var problem = body.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    return limits
        .take(AuthService.holderOf(email), logIns)
        .compose(
            limit ->
                limit.allowed()
                    ? auth.logIn(email, password, call.client())
                        .map(tokens -> answer(tokens, "auth.invalid_credentials"))
                    : Future.succeededFuture(
                        new Refused(Problem.later(429, "quota.exceeded", "Too many log-ins."))));
  }

  /** {@code {refreshToken}}: a new pair; each refresh token works once. */
  public Future<Answer> refresh(Call call) {
    var body = call.body();
    var token = body.requiredText("refreshToken", MAX_TOKEN);
    var problem = body.problem();
    return problem.isPresent()
        ? Future.succeededFuture(new Refused(problem.get()))
        : auth.refresh(token).map(tokens -> answer(tokens, "auth.refresh_invalid"));
  }

  /** Ends the session. */
  public Future<Answer> logOut(Call call) {
    return auth.logOut(call.caller()).map(ended -> Answer.noContent());
  }

  /** What a stream takes as {@code ?ticket=} from a client that can set no header. */
  public Future<Answer> streamTicket(Call call) {
    return auth.ticket(call.caller())
        .map(
            ticket ->
                Answer.ok(
                    new JsonObject()
                        .put("ticket", ticket)
                        .put("expiresIn", AuthService.ticketSeconds())));
  }

  /** RFC 7517. */
  public Future<Answer> jwks(Call call) {
    return auth.jwks().map(keys -> new Answer.Success(200, keys, Map.of()));
  }

  private static Answer answer(Optional<Tokens> tokens, String refusalCode) {
    return tokens
        .map(found -> Answer.ok(json(found)))
        .orElseGet(() -> Answer.refused(401, refusalCode, "The credentials are not valid."));
  }

  private static JsonObject json(Tokens tokens) {
    var user = tokens.user();
    return new JsonObject()
        .put("accessToken", tokens.accessToken())
        .put("refreshToken", tokens.refreshToken())
        .put("tokenType", "Bearer")
        .put("expiresIn", tokens.expiresInSeconds())
        .put(
            "user",
            new JsonObject()
                .put("userId", Long.toString(user.userId()))
                .put("accountId", Long.toString(user.accountId()))
                .put("email", user.email())
                .put("roles", new JsonArray(user.roles())));
  }
}

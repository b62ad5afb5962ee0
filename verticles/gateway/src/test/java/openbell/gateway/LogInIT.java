package openbell.gateway;

import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import openbell.model.Addresses;
import openbell.model.RedisKeys;
import openbell.wire.gateway.EndedSessionsReply;
import openbell.wire.gateway.EndedSessionsRequest;
import openbell.wire.gateway.SessionEnded;
import openbell.wire.gateway.SessionReply;
import openbell.wire.gateway.SessionRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Log-in, tokens and sessions against real Postgres and Redis. */
@Timeout(120)
class LogInIT {
  private static GatewayFixture gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
  }

  @Test
  void aTokenOfTheDemoTraderOpensTheAccount() throws Exception {
    var tokens = gateway.login("trader1");

    assertThat(tokens.getInteger("expiresIn")).isEqualTo(900);
    var claims = claims(tokens.getString("accessToken"));
    assertThat(claims.getString("sub")).isEqualTo("1");
    assertThat(claims.getString("acc")).isEqualTo("1");
    assertThat(claims.getJsonArray("roles").getString(0)).isEqualTo("trader");
    assertThat(
            gateway.post("/api/v1/auth/logout", tokens.getString("accessToken"), "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void whoeverAsksLearnsThatASessionHasEnded() throws Exception {
    var token = gateway.token("trader1");
    var mine = session(token);
    var another = session(gateway.token("trader1"));
    var hints = new LinkedBlockingQueue<String>();
    var consumer =
        gateway
            .node
            .bus()
            .<SessionEnded>subscribe(
                Addresses.GATEWAY_SESSION_ENDED, ended -> hints.add(ended.getSessionId()));
    GatewayFixture.await(consumer.completion());
    assertThat(ended(mine, another, "nonsense")).containsExactly("nonsense");

    gateway.post("/api/v1/auth/logout", token, "");

    assertThat(hints.poll(20, TimeUnit.SECONDS)).isEqualTo(mine);
    assertThat(ended(mine, another, "nonsense")).containsExactly(mine, "nonsense");
    GatewayFixture.await(consumer.unregister());
  }

  /** Whoever has stolen a token is not to use up the account's requests once it is revoked. */
  @Test
  void aTokenOfAnEndedSessionTakesNothingFromItsAccountsBuckets() throws Exception {
    var ended = gateway.token("trader2");
    assertThat(gateway.get("/api/v1/funds", ended).statusCode()).isEqualTo(200);
    gateway.post("/api/v1/auth/logout", ended, "");
    var buckets = buckets("2");
    assertThat(buckets).isNotEmpty();

    for (var times = 0; times < 3; times++) {
      assertThat(gateway.get("/api/v1/funds", ended).statusCode()).isEqualTo(401);
    }

    assertThat(buckets("2")).isEqualTo(buckets);
  }

  private static Map<String, String> buckets(String account) throws Exception {
    var redis = gateway.node.redis();
    var keys = Request.cmd(Command.KEYS).arg(RedisKeys.rate(account, "*"));
    var buckets = new TreeMap<String, String>();
    for (var key : GatewayFixture.await(redis.send(keys))) {
      var get = Request.cmd(Command.GET).arg(key.toString());
      buckets.put(key.toString(), GatewayFixture.await(redis.send(get)).toString());
    }
    return buckets;
  }

  private static String session(String token) throws Exception {
    SessionReply reply =
        GatewayFixture.await(
            gateway
                .node
                .bus()
                .request(
                    Addresses.GATEWAY_SESSION,
                    SessionRequest.newBuilder().setToken(token).build()));
    return reply.getSession().getSessionId();
  }

  private static List<String> ended(String... sessionIds) throws Exception {
    EndedSessionsReply reply =
        GatewayFixture.await(
            gateway
                .node
                .bus()
                .request(
                    Addresses.GATEWAY_ENDED_SESSIONS,
                    EndedSessionsRequest.newBuilder()
                        .addAllSessionIds(List.of(sessionIds))
                        .build()));
    return reply.getSessionIdsList();
  }

  @Test
  void theKeySetVerifiesTheToken() throws Exception {
    var token = gateway.token("trader1");
    var key = json(gateway.get("/.well-known/jwks.json", "")).getJsonArray("keys").getJsonObject(0);
    var parts = token.split("\\.", -1);

    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(KeyFactory.getInstance("EC").generatePublic(publicKey(key)));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(decoded(parts[0]).getString("kid")).isEqualTo(key.getString("kid"));
    assertThat(key.containsKey("d")).isFalse();
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameAnswer() throws Exception {
    var wrong = logIn("trader1@openbell.test", "guess");
    var unknown = logIn("nobody@openbell.test", "guess");

    assertThat(wrong.getInteger("status")).isEqualTo(401);
    assertThat(wrong.getString("code")).isEqualTo("auth.invalid_credentials");
    wrong.remove("requestId");
    unknown.remove("requestId");
    assertThat(unknown).isEqualTo(wrong);
  }

  @Test
  void anEmailAddressIsTheSameInCapitals() throws Exception {
    assertThat(logIn(" Trader1@OpenBell.test", "openbell-demo").getString("accessToken"))
        .isNotEmpty();
  }

  @Test
  void aRefreshTokenWorksOnceAndItsSecondUseEndsTheSession() throws Exception {
    var first = gateway.login("trader2");
    var second = json(refresh(first.getString("refreshToken")));
    assertThat(gateway.post("/api/v1/auth/logout", "", "{}").statusCode()).isEqualTo(401);
    assertThat(status(second.getString("accessToken"))).isEqualTo(200);

    var reuse = refresh(first.getString("refreshToken"));

    assertThat(reuse.statusCode()).isEqualTo(401);
    assertThat(json(reuse).getString("code")).isEqualTo("auth.refresh_invalid");
    assertThat(status(second.getString("accessToken"))).isEqualTo(401);
    assertThat(refresh(second.getString("refreshToken")).statusCode()).isEqualTo(401);
  }

  @Test
  void aLogOutEndsTheSessionAtOnceAlsoWhereRedisKnowsNothing() throws Exception {
    var token = gateway.token("trader3");
    assertThat(status(token)).isEqualTo(200);

    gateway.post("/api/v1/auth/logout", token, "");
    assertThat(status(token)).isEqualTo(401);

    forgetInRedis(token);
    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void aStreamTicketStandsForItsTokenOnceAndNotBeyondTheSession() throws Exception {
    var token = gateway.token("trader3");
    var answer = json(gateway.post("/api/v1/auth/stream-tickets", token, ""));
    assertThat(answer.getInteger("expiresIn")).isEqualTo(30);

    var session = redeem(answer.getString("ticket"));
    assertThat(session.getSession().getEmail()).isEqualTo("trader3@openbell.test");
    assertThat(session.getSession().getExpiresAt() / 1_000_000)
        .isEqualTo(claims(token).getLong("exp"));
    assertThat(redeem(answer.getString("ticket")).hasSession()).isFalse();
    assertThat(redeem("x".repeat(5_000)).hasSession()).isFalse();
    assertThat(redeem(token).hasSession()).isFalse();

    var late = json(gateway.post("/api/v1/auth/stream-tickets", token, "")).getString("ticket");
    gateway.post("/api/v1/auth/logout", token, "");
    assertThat(redeem(late).hasSession()).isFalse();
    assertThat(gateway.post("/api/v1/auth/stream-tickets", "", "").statusCode()).isEqualTo(401);
  }

  private static SessionReply redeem(String ticket) throws Exception {
    return GatewayFixture.await(
        gateway
            .node
            .bus()
            .<SessionReply>request(
                Addresses.GATEWAY_SESSION, SessionRequest.newBuilder().setTicket(ticket).build()));
  }

  @Test
  void aSessionThatRedisForgotIsFoundInTheDatabase() throws Exception {
    var token = gateway.token("trader3");
    forgetInRedis(token);

    assertThat(status(token)).isEqualTo(200);
  }

  @Test
  void passwordsAndTokensAreStoredAsHashesOnly() throws Exception {
    var tokens = gateway.login("trader4");
    var hash = gateway.sql("SELECT password_hash FROM gateway.credentials WHERE user_id = 4");
    var refresh = tokens.getString("refreshToken").getBytes(StandardCharsets.UTF_8);

    assertThat(hash.toString()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(
            gateway.sql(
                "SELECT count(*) FROM gateway.refresh_tokens WHERE token_hash = $1",
                io.vertx.core.buffer.Buffer.buffer(refresh)))
        .isEqualTo(0L);
    assertThat(gateway.sql("SELECT count(*) FROM gateway.signing_keys WHERE active")).isEqualTo(1L);
  }

  @Test
  void aForgedTokenIsRefused() throws Exception {
    var parts = gateway.token("trader1").split("\\.", -1);
    var admin = claims(String.join(".", parts)).put("sub", "6").put("acc", "6");
    var forged = parts[0] + "." + encoded(admin) + "." + parts[2];
    var unsigned = encoded(new JsonObject().put("alg", "none")) + "." + encoded(admin) + ".";

    assertThat(status(forged)).isEqualTo(401);
    assertThat(status(unsigned)).isEqualTo(401);
    assertThat(status("x".repeat(5_000))).isEqualTo(401);
  }

  private static int status(String token) throws Exception {
    return gateway.get("/api/v1/funds", token).statusCode();
  }

  private static void forgetInRedis(String token) throws Exception {
    var key = RedisKeys.session(claims(token).getString("sid"));
    GatewayFixture.await(gateway.node.redis().send(Request.cmd(Command.DEL).arg(key)));
  }

  private static JsonObject logIn(String email, String password) throws Exception {
    var body = new JsonObject().put("email", email).put("password", password);
    return json(gateway.post("/api/v1/auth/login", "", body.encode()));
  }

  private static java.net.http.HttpResponse<String> refresh(String token) throws Exception {
    return gateway.post(
        "/api/v1/auth/refresh", "", new JsonObject().put("refreshToken", token).encode());
  }

  private static JsonObject claims(String token) {
    return decoded(token.split("\\.", -1)[1]);
  }

  private static JsonObject decoded(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private static String encoded(JsonObject json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static ECPublicKeySpec publicKey(JsonObject jwk) throws Exception {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var x = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString("x")));
    var y = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString("y")));
    return new ECPublicKeySpec(
        new ECPoint(x, y), parameters.getParameterSpec(ECParameterSpec.class));
  }
}

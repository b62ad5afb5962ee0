package openbell.gateway;

import static openbell.gateway.GatewayFixture.await;
import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What still works while a real store is away, and that it comes back by itself. */
@Timeout(180)
class OutagesIT {
  private static final EmbeddedStores STORES = EmbeddedStores.forTests();

  private static GatewayFixture gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
  }

  @Test
  void withoutRedisTheDatabaseKnowsTheSessionAndRatesAreCountedHere() throws Exception {
    var token = gateway.token("trader4");
    var revoked = gateway.token("trader4");
    STORES.stop(Store.REDIS);
    try {
      var funds = gateway.get("/api/v1/funds", token);
      assertThat(funds.statusCode()).isEqualTo(200);
      assertThat(funds.headers().firstValue("RateLimit")).isPresent();
      assertThat(gateway.post("/api/v1/auth/logout", revoked, "").statusCode()).isEqualTo(204);
      assertThat(gateway.get("/api/v1/funds", revoked).statusCode()).isEqualTo(401);
      assertThat(gateway.login("trader4").getString("accessToken")).isNotEmpty();
    } finally {
      STORES.restart(Store.REDIS);
    }
    gateway.until(() -> redisAnswers());
    assertThat(gateway.get("/api/v1/funds", revoked).statusCode()).isEqualTo(401);
    assertThat(gateway.get("/api/v1/funds", token).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutPostgresALogInIsAFaultAndAKnownSessionGoesOn() throws Exception {
    var token = gateway.token("trader5");
    assertThat(gateway.get("/api/v1/funds", token).statusCode()).isEqualTo(200);
    STORES.stop(Store.POSTGRES);
    try {
      var logIn = gateway.login("trader5");
      assertThat(logIn.getString("code")).isEqualTo("system.database");
      assertThat(logIn.getInteger("status")).isEqualTo(503);
      assertThat(gateway.get("/api/v1/funds", token).statusCode()).isEqualTo(200);
      var clock = gateway.get("/api/v1/clock", "");
      assertThat(clock.statusCode()).isEqualTo(200);
      gateway.until(() -> !gateway.node.health().isUp("postgres"));
      assertThat(json(gateway.get("/api/v1/status", "")).getString("status")).isEqualTo("DOWN");
    } finally {
      STORES.restart(Store.POSTGRES);
    }
    gateway.until(() -> gateway.node.health().isUp("postgres"));
    assertThat(gateway.login("trader5").getString("accessToken")).isNotEmpty();
  }

  private static boolean redisAnswers() {
    try {
      return await(gateway.node.redis().send(Request.cmd(Command.PING))) != null;
    } catch (Exception away) {
      return false;
    }
  }
}

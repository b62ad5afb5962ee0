package openbell.gateway;

import static openbell.gateway.GatewayFixture.await;
import static openbell.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import openbell.model.Addresses;
import openbell.wire.common.Refusal;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FailOverTarget;
import openbell.wire.feed.FeedFailOverReply;
import openbell.wire.feed.FeedFailOverRequest;
import openbell.wire.feed.FeedStatus;
import openbell.wire.feed.LineStatus;
import openbell.wire.feed.RejectionCount;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staff look at feeds and move them; a fake feed with lines a and b is on the bus. */
@Timeout(120)
class FeedsIT {
  private static final String FEEDS = "/admin/v1/feeds";
  private static final long SINCE = 1_772_445_600_000_000L;

  private static GatewayFixture gateway;
  private static String admin;
  private static String auditor;

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayFixture.shared();
    admin = gateway.token("admin");
    auditor = gateway.token("auditor");
    await(
        gateway
            .node
            .bus()
            .<FeedFailOverRequest>serve(
                Addresses.feedFailOver("fake", 1),
                request -> Future.succeededFuture(failOver(request))));
  }

  @Test
  void newestStatusOfEachFeedIsShown() throws Exception {
    tell("fake", 1);

    assertThat(found("fake", 1))
        .isEqualTo(
            new JsonObject()
                .put("session", "fake")
                .put("shard", 1)
                .put("state", "RUNNING")
                .put("standby", new JsonArray())
                .put("node", "n1")
                .put("activeLine", "b")
                .put(
                    "lines",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", "a")
                                .put("up", false)
                                .put("why", "refused"))
                        .add(new JsonObject().put("name", "b").put("up", true)))
                .put("breaker", "OPEN")
                .put("stalePercent", "5.25")
                .put("symbols", 220)
                .put("staleSymbols", 12)
                .put("accepted", 1_000_000)
                .put("rejections", new JsonObject().put("off_tick", 3).put("gap", 1))
                .put("outliers", 2)
                .put("volumeIncomplete", 1)
                .put("since", "2026-03-02T10:00:00.000000Z")
                .put("reportedAt", "2026-03-02T10:00:01.000000Z"));
  }

  @ParameterizedTest
  @CsvSource({"trader1, 403, 403", "auditor, 200, 403", "admin, 200, 200"})
  void rolesDecideWhoLooksAndWhoMoves(String user, int looks, int moves) throws Exception {
    var token = gateway.token(user);
    tell("fake", 1);

    var list = gateway.get(FEEDS, token);
    assertThat(list.statusCode()).isEqualTo(looks);
    var moved = gateway.post(FEEDS + "/fake/1/fail-over", token, "{\"line\":\"return\"}");
    assertThat(moved.statusCode()).isEqualTo(moves);
    if (looks == 403) {
      assertThat(json(list).getString("code")).isEqualTo("auth.forbidden");
    }
  }

  @Test
  void theAnonymousAreAskedForAToken() throws Exception {
    assertThat(json(gateway.get(FEEDS, "")).getString("code")).isEqualTo("auth.token_missing");
    assertThat(gateway.get("/admin/v1/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void failOverIsDoneAndAudited() throws Exception {
    tell("fake", 1);

    var moved = failOver("/fake/1", "{\"line\":\"return\"}");

    assertThat(moved.statusCode()).isEqualTo(200);
    assertThat(json(moved))
        .isEqualTo(new JsonObject().put("session", "fake").put("shard", 1).put("activeLine", "a"));
    gateway.until(() -> newestAudit("feeds.fail-over.done").equals("fake/1 is on line a"));
    assertThat(newestAudit("feeds.fail-over"))
        .isEqualTo("fake/1 from line b: FAIL_OVER_TARGET_RETURN");
  }

  @Test
  void feedWithoutANextLineRefuses() throws Exception {
    tell("fake", 1);

    var refused = failOver("/fake/1", "{\"line\":\"next\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).getString("code")).isEqualTo("market.no_other_line");
    assertThat(json(refused).getString("outcome")).isEqualTo("NOT_APPLIED");
    gateway.until(
        () -> newestAudit("feeds.fail-over.done").equals("fake/1 refused: market.no_other_line"));
  }

  @Test
  void feedWhoseOwnerIsGoneIsAFault() throws Exception {
    tell("gone", 0);

    var refused = failOver("/gone/0", "{\"line\":\"next\"}");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(json(refused).getString("outcome")).isEqualTo("NOT_APPLIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/fake/1        | {}                           | 400 | request.missing_field",
        "/fake/1        | {\"line\":\"b\"}             | 400 | request.invalid_value",
        "/fake/1        | {\"line\":\"next\",\"now\":1} | 400 | request.unknown_field",
        "/fake/1        | [                            | 400 | request.malformed",
        "/fake/2        | {\"line\":\"next\"}          | 404 | market.feed_unknown",
        "/nobody/0      | {\"line\":\"next\"}          | 404 | market.feed_unknown",
        "/fake/-1       | {\"line\":\"next\"}          | 404 | market.feed_unknown",
        "/fake/x        | {\"line\":\"next\"}          | 404 | market.feed_unknown",
        "/fake/4294967297 | {\"line\":\"next\"}        | 404 | market.feed_unknown",
        "/fake/99999999999999999999 | {\"line\":\"next\"} | 404 | market.feed_unknown"
      })
  void hostileFailOversAreRefused(String feed, String body, int status, String code)
      throws Exception {
    tell("fake", 1);

    var refused = failOver(feed, body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).getString("code")).isEqualTo(code);
  }

  private static FeedFailOverReply failOver(FeedFailOverRequest request) {
    return request.getTarget() == FailOverTarget.FAIL_OVER_TARGET_RETURN
        ? FeedFailOverReply.newBuilder().setActiveLine("a").build()
        : FeedFailOverReply.newBuilder()
            .setRefusal(
                Refusal.newBuilder()
                    .setCode("market.no_other_line")
                    .setDetail("There is no line after b."))
            .build();
  }

  private static HttpResponse<String> failOver(String feed, String body) throws Exception {
    return gateway.post(FEEDS + feed + "/fail-over", admin, body);
  }

  /** A status of now, and waits until it is shown. */
  private static void tell(String session, int shard) throws Exception {
    gateway.node.bus().publish(Addresses.FEED_STATUS, status(session, shard));
    gateway.until(() -> found(session, shard).getString("state", "").equals("RUNNING"));
  }

  private static JsonObject found(String session, int shard) {
    try {
      return json(gateway.get(FEEDS, auditor)).getJsonArray("data").stream()
          .map(JsonObject.class::cast)
          .filter(
              feed ->
                  feed.getString("session").equals(session) && feed.getInteger("shard") == shard)
          .findFirst()
          .orElseGet(JsonObject::new);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static String newestAudit(String action) {
    try {
      return (String)
          gateway.sql(
              "SELECT coalesce(max(detail), '') FROM ("
                  + "SELECT audit_id, detail FROM gateway.audit WHERE action = $1"
                  + " ORDER BY audit_id DESC LIMIT 1) AS newest",
              action);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static FeedStatus status(String session, int shard) {
    return FeedStatus.newBuilder()
        .setSession(session)
        .setShard(shard)
        .setNode("n1")
        .setOwner(true)
        .setActiveLine("b")
        .addLines(LineStatus.newBuilder().setName("a").setWhy("refused"))
        .addLines(LineStatus.newBuilder().setName("b").setUp(true))
        .setBreaker(BreakerState.BREAKER_STATE_OPEN)
        .setStaleBps(525)
        .setSymbols(220)
        .setStaleSymbols(12)
        .setAccepted(1_000_000)
        .addRejections(RejectionCount.newBuilder().setReason("off_tick").setCount(3))
        .addRejections(RejectionCount.newBuilder().setReason("gap").setCount(1))
        .setOutliers(2)
        .setVolumeIncomplete(1)
        .setSince(SINCE)
        .setSentAt(SINCE + 1_000_000)
        .build();
  }
}

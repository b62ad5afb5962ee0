package openbell.gateway.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import openbell.gateway.admin.FeedBoard.Feed;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Answer.Refused;
import openbell.gateway.web.Call;
import openbell.gateway.web.Problem;
import openbell.model.Addresses;
import openbell.model.Decimals;
import openbell.runtime.Bus;
import openbell.wire.feed.FailOverTarget;
import openbell.wire.feed.FeedFailOverReply;
import openbell.wire.feed.FeedFailOverRequest;
import openbell.wire.feed.FeedStatus;

/** {@code /admin/v1/feeds}: the state of each feed, and its fail-over. Thread-safe. */
public final class FeedsApi {
  private static final Map<String, FailOverTarget> TARGETS =
      Map.of(
          "next", FailOverTarget.FAIL_OVER_TARGET_NEXT,
          "return", FailOverTarget.FAIL_OVER_TARGET_RETURN);

  private final FeedBoard feeds;
  private final Bus bus;
  private final StaffAudit audit;

  public FeedsApi(FeedBoard feeds, Bus bus, StaffAudit audit) {
    this.feeds = feeds;
    this.bus = bus;
    this.audit = audit;
  }

  /** Every feed that this node heard of. */
  public Future<Answer> list(Call call) {
    var problem = call.query().problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    var data = new JsonArray();
    feeds.all(System.nanoTime()).forEach(feed -> data.add(ApiFeed.json(feed)));
    return Future.succeededFuture(Answer.ok(new JsonObject().put("data", data)));
  }

  /**
   * {@code {"line":"next"|"return"}}: the feed leaves its line for the one after it, or returns to
   * the first. Written down before it is asked for and when it is done.
   */
  public Future<Answer> failOver(Call call) {
    var body = call.body();
    body.require("line");
    var target = body.word("line", TARGETS);
    var problem = body.problem();
    if (problem.isPresent()) {
      return Future.succeededFuture(new Refused(problem.get()));
    }
    return feed(call)
        .map(feed -> failOver(call.caller().userId(), feed.status(), target.orElseThrow()))
        .orElseGet(
            () ->
                Future.succeededFuture(
                    Answer.refused(404, "market.feed_unknown", "There is no such feed.")));
  }

  private Optional<Feed> feed(Call call) {
    var shard = Decimals.parse(call.path("shard"), 0);
    return shard.isPresent() && shard.getAsLong() == (int) shard.getAsLong()
        ? feeds.find(call.path("session"), (int) shard.getAsLong(), System.nanoTime())
        : Optional.empty();
  }

  private Future<Answer> failOver(long userId, FeedStatus before, FailOverTarget target) {
    var name = before.getSession() + "/" + before.getShard();
    var asked = name + " from line " + before.getActiveLine() + ": " + target;
    return audit
        .record(userId, "feeds.fail-over", asked)
        .compose(
            recorded ->
                bus.<FeedFailOverReply>request(
                    Addresses.feedFailOver(before.getSession(), before.getShard()),
                    FeedFailOverRequest.newBuilder().setTarget(target).build()))
        .onSuccess(reply -> audit.recordDone(userId, "feeds.fail-over", outcome(name, reply)))
        .map(reply -> answer(before, reply));
  }

  private static String outcome(String name, FeedFailOverReply reply) {
    return reply.hasRefusal()
        ? name + " refused: " + reply.getRefusal().getCode()
        : name + " is on line " + reply.getActiveLine();
  }

  private static Answer answer(FeedStatus before, FeedFailOverReply reply) {
    if (reply.hasRefusal()) {
      var refusal = reply.getRefusal();
      return new Refused(Problem.refused(422, refusal.getCode(), refusal.getDetail()));
    }
    return Answer.ok(
        new JsonObject()
            .put("session", before.getSession())
            .put("shard", before.getShard())
            .put("activeLine", reply.getActiveLine()));
  }
}

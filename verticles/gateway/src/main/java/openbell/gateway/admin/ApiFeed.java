package openbell.gateway.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.gateway.admin.FeedBoard.Feed;
import openbell.gateway.api.ApiWords;
import openbell.model.Decimals;
import openbell.wire.feed.BreakerState;
import openbell.wire.feed.FeedStatus;

/** A feed outside. Of one that nobody ever ran, its name and those who stand by alone. */
final class ApiFeed {
  private ApiFeed() {}

  static JsonObject json(Feed feed) {
    var status = feed.status();
    var json =
        new JsonObject()
            .put("session", status.getSession())
            .put("shard", status.getShard())
            .put("state", feed.lost() ? "LOST" : "RUNNING")
            .put("standby", new JsonArray(feed.standby()));
    return status.getOwner() ? json.mergeIn(ofOwner(status)) : json;
  }

  private static JsonObject ofOwner(FeedStatus status) {
    return new JsonObject()
        .put("node", status.getNode())
        .put("activeLine", status.getActiveLine())
        .put("lines", lines(status))
        .put("breaker", word(status.getBreaker()))
        // Basis points are hundredths of a percent.
        .put("stalePercent", Decimals.formatMoney(status.getStaleBps() * 100L))
        .put("symbols", status.getSymbols())
        .put("staleSymbols", status.getStaleSymbols())
        .put("accepted", status.getAccepted())
        .put("rejections", rejections(status))
        .put("outliers", status.getOutliers())
        .put("volumeIncomplete", status.getVolumeIncomplete())
        .put("since", ApiWords.time(status.getSince()))
        .put("reportedAt", ApiWords.time(status.getSentAt()));
  }

  private static JsonArray lines(FeedStatus status) {
    var lines = new JsonArray();
    for (var line : status.getLinesList()) {
      var json = new JsonObject().put("name", line.getName()).put("up", line.getUp());
      lines.add(line.getUp() ? json : json.put("why", line.getWhy()));
    }
    return lines;
  }

  private static JsonObject rejections(FeedStatus status) {
    var rejections = new JsonObject();
    status.getRejectionsList().forEach(one -> rejections.put(one.getReason(), one.getCount()));
    return rejections;
  }

  private static String word(BreakerState breaker) {
    return switch (breaker) {
      case BREAKER_STATE_CLOSED -> "CLOSED";
      case BREAKER_STATE_OPEN -> "OPEN";
      case BREAKER_STATE_UNSPECIFIED, UNRECOGNIZED -> "UNKNOWN";
    };
  }
}

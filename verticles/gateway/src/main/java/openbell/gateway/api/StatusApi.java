package openbell.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import openbell.gateway.web.Answer;
import openbell.gateway.web.Call;
import openbell.runtime.Health;

/** {@code GET /status}. Thread-safe; keeps nothing. */
public final class StatusApi {
  private final Health health;

  public StatusApi(Health health) {
    this.health = health;
  }

  /** What works; reasons stay inside. */
  public Future<Answer> status(Call call) {
    var inside = health.toJson();
    var checks = new JsonArray();
    for (var one : inside.getJsonArray("checks")) {
      var check = (JsonObject) one;
      checks.add(
          new JsonObject()
              .put("id", check.getString("id"))
              .put("status", check.getString("status")));
    }
    return Future.succeededFuture(
        Answer.ok(
            new JsonObject().put("status", inside.getString("status")).put("checks", checks)));
  }
}

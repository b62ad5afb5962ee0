package openbell.runtime;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node says of itself at {@code /health/ready}: named parts, each up or down with a
 * reason. Thread-safe. The node is ready when every part is up.
 */
public final class Health {
  private record State(boolean up, String detail) {}

  private final Map<String, State> parts = new ConcurrentHashMap<>();

  /** A part works. */
  public void up(String part) {
    parts.put(part, new State(true, ""));
  }

  /** A part does not work (yet), and why. */
  public void down(String part, String detail) {
    parts.put(part, new State(false, detail));
  }

  /** A part is no longer this node's. */
  public void remove(String part) {
    parts.remove(part);
  }

  /** Whether a part is known and up. */
  public boolean isUp(String part) {
    var state = parts.get(part);
    return state != null && state.up;
  }

  /** Whether every part is up. */
  public boolean isReady() {
    return parts.values().stream().allMatch(State::up);
  }

  /** {"status":"UP|DOWN","checks":[{"id","status","detail"}...]}, sorted by id. */
  public JsonObject toJson() {
    var checks = new io.vertx.core.json.JsonArray();
    new TreeMap<>(parts)
        .forEach(
            (part, state) -> {
              var check = new JsonObject().put("id", part).put("status", state.up ? "UP" : "DOWN");
              if (!state.detail.isEmpty()) {
                check.put("detail", state.detail);
              }
              checks.add(check);
            });
    return new JsonObject().put("status", isReady() ? "UP" : "DOWN").put("checks", checks);
  }
}

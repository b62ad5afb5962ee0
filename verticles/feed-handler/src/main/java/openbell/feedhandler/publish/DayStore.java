package openbell.feedhandler.publish;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import openbell.feedhandler.domain.DaySnapshot;

/** What was published before, so that a restart goes on instead of beginning the day again. */
public interface DayStore {
  /** The snapshots that are known of these symbols; never fails: what cannot be read is absent. */
  Future<Map<String, DaySnapshot>> load(Collection<String> symbols);
}

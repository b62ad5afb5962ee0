package openbell.exchangesimulator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import openbell.exchangesimulator.tape.Door;
import openbell.exchangesimulator.tape.MarketTape;
import openbell.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange's doors while this process holds its lease: one tape, and every protocol on it. A
 * door that cannot open (its port is taken) is named in the log and tried again; the others serve
 * meanwhile. The ports in use are written to {@code doors.json} in the data folder. Runs on the
 * verticle's event loop.
 */
final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
  private static final long RETRY_MS = 5_000;

  private final Node node;
  private final MarketTape tape;
  private final List<Function<MarketTape, Door>> makers;
  private final List<Door> opened = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private boolean closed;

  /**
   * Doors that are not open yet.
   *
   * @param makers each makes one door, anew for every try
   */
  Doors(Node node, int partitions, List<Function<MarketTape, Door>> makers) {
    this.node = node;
    this.makers = makers;
    this.tape = new MarketTape(node.vertx(), node.bus(), partitions);
  }

  void open() {
    if (makers.isEmpty()) {
      return;
    }
    tape.start();
    makers.forEach(this::open);
  }

  Future<Void> close() {
    closed = true;
    if (makers.isEmpty()) {
      return Future.succeededFuture();
    }
    return Future.join(opened.stream().map(Door::close).toList()).eventually(tape::stop).mapEmpty();
  }

  private void open(Function<MarketTape, Door> maker) {
    if (closed) {
      return;
    }
    var door = maker.apply(tape);
    opened.add(door);
    door.open()
        .onSuccess(used -> serves(door, used))
        .onFailure(
            failure -> {
              LOG.warn("the door {} is not open: {}", door.name(), failure.toString());
              opened.remove(door);
              door.close();
              node.vertx().timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> open(maker));
            });
  }

  private void serves(Door door, Map<String, Integer> used) {
    ports.putAll(used);
    LOG.info("the door {} is open: {}", door.name(), used);
    var json = new JsonObject();
    ports.forEach(json::put);
    node.vertx()
        .fileSystem()
        .writeFile(
            node.config().dataDir().resolve("doors.json").toString(),
            Buffer.buffer(json.encodePrettily()))
        .onFailure(unwritten -> LOG.warn("doors.json is not written: {}", unwritten.toString()));
  }
}

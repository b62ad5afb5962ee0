package openbell.quotefanout;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import openbell.runtime.HttpMount;

/** The doors of one event loop. */
final class FanoutMount implements HttpMount {
  private final FanoutEngine engine;
  private final Upgrades upgrades;

  FanoutMount(FanoutEngine engine, Upgrades upgrades) {
    this.engine = engine;
    this.upgrades = upgrades;
  }

  @Override
  public void mount(Router router) {
    new RawDoor(engine, upgrades).mount(router);
    new BridgeDoor(engine, upgrades).mount(router);
    new ReadDoor(engine, upgrades).mount(router);
  }

  @Override
  public Future<Void> drain() {
    return engine.drain();
  }
}

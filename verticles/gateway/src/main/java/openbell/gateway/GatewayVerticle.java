package openbell.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import openbell.gateway.auth.AuthService;
import openbell.gateway.auth.Passwords;
import openbell.gateway.auth.PgUserStore;
import openbell.gateway.auth.RedisGuard;
import openbell.gateway.reference.DemoInstruments;
import openbell.gateway.reference.PgOutbox;
import openbell.gateway.web.RateLimits;
import openbell.runtime.Node;
import openbell.runtime.OutboxRelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's part of a node that is no HTTP: first instruments, demo users, the outbox relay,
 * and the edge's services on the bus. One per node; wires and nothing else.
 */
public final class GatewayVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);
  private static final long RETRY_MS = 500;
  private static final long CLEAN_MS = 3_600_000;

  private final Node node;
  private OutboxRelay relay;

  public GatewayVerticle(Node node) {
    this.node = node;
  }

  @Override
  public Future<?> start() {
    relay = PgOutbox.relay(node);
    var instruments = new DemoInstruments(node);
    untilDone("gateway.instruments", instruments::importOnce);
    if (node.config().flag("demo.users")) {
      var demo = new DemoUsers(new PgUserStore(node), new Passwords(vertx), node.bus());
      untilDone("gateway.demo-users", demo::make);
    }
    var redis = new RedisGuard(node.redis());
    var auth = new AuthService(node, redis);
    var limits = new RateLimits(redis);
    vertx.setPeriodic(CLEAN_MS, tick -> clean(auth));
    return new GatewayIngress(new Resources(node, auth, limits), auth, limits).serve(node.bus());
  }

  @Override
  public Future<?> stop() {
    return relay.close();
  }

  private static void clean(AuthService auth) {
    auth.deleteEnded().onFailure(away -> LOG.warn("ended sessions are kept: {}", away.toString()));
  }

  /** Tries until it succeeds; the node is not ready before. */
  private void untilDone(String part, Supplier<Future<Void>> work) {
    node.health().down(part, "not done yet");
    attempt(part, work);
  }

  private void attempt(String part, Supplier<Future<Void>> work) {
    work.get()
        .onSuccess(done -> node.health().up(part))
        .onFailure(
            failure -> {
              LOG.info("{} is tried again: {}", part, failure.toString());
              node.health().down(part, String.valueOf(failure.getMessage()));
              vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> attempt(part, work));
            });
  }
}

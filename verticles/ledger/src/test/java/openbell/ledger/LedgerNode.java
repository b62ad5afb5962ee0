package openbell.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import openbell.runtime.Config;
import openbell.runtime.KafkaTopics;
import openbell.runtime.Node;

/** A node that runs the ledger's verticle over a database of the tests. */
record LedgerNode(Node node) implements AutoCloseable {
  private static final Config CONFIG = Config.load("demo", null, Map.of(), List.of());

  static LedgerNode start(LedgerDatabase database) {
    KafkaTopics.ensure(database.endpoints().kafka(), CONFIG);
    var node = Node.on(Vertx.vertx(), CONFIG, database.endpoints());
    Verified.await(node.vertx().deployVerticle(new LedgerVerticle(node)));
    return new LedgerNode(node);
  }

  @Override
  public void close() {
    var vertx = node.vertx();
    var undeployed = vertx.deploymentIDs().stream().map(vertx::undeploy).toList();
    Verified.await(Future.join(undeployed).eventually(node::close));
  }
}

package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.runtime.KafkaTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a record in the real Kafka to both doors, with the broker away in between. */
@Timeout(180)
class AccountEventsIT {
  private static final int PARTITION = 3;

  @Test
  void everyEventComesOnceAndInOrderThoughTheBrokerIsAway() throws Exception {
    var stores = EmbeddedStores.forTests();
    var endpoints = Endpoints.read(stores.endpointsFile());
    KafkaTopics.ensure(endpoints.kafka(), FanoutServer.config());
    try (var server = FanoutServer.on(endpoints)) {
      var raw = server.connect("/ws/v1/orders");
      raw.send("{\"action\":\"auth\",\"token\":\"token-1\"}");
      raw.send("{\"action\":\"orders\",\"since\":0}");
      assertThat(raw.next()).contains("authenticated");
      var bridge = server.connect("/eventbus/websocket");
      bridge.send(
          "{\"type\":\"register\",\"address\":\"account.11.events\","
              + "\"headers\":{\"authorization\":\"Bearer token-1\",\"since\":0}}");
      Awaiting.until(() -> server.node().health().isUp("fanout-account-events"));
      publish(server, 1);
      publish(server, 2);

      stores.stop(Store.KAFKA);
      server.ledger().write(FakeLedger.deposit(11, 3));
      stores.restart(Store.KAFKA);
      publish(server, 4);

      for (var seq = 1; seq <= 4; seq++) {
        assertThat(new JsonObject(raw.next()).getLong("seq")).isEqualTo(seq);
        assertThat(bridge.next()).contains("\"seq\":" + seq + ",");
      }
    }
  }

  /** Into the ledger, then into Kafka, as its relay does. */
  private static void publish(FanoutServer server, long seq) {
    var event = server.ledger().write(FakeLedger.deposit(11, seq));
    FanoutServer.await(
        server.node().facts().send(Topics.ACCOUNT_EVENTS, PARTITION, "11", event.toByteArray()));
  }
}

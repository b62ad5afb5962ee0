package openbell.exchangesimulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import openbell.exchangesimulator.domain.StreetCommand;
import openbell.exchangesimulator.domain.StreetCommand.Quote;
import openbell.exchangesimulator.domain.StreetCommand.Take;
import openbell.exchangesimulator.domain.StreetCommand.Withdraw;
import openbell.model.OrdType;
import openbell.model.OrderId;
import openbell.model.TimeInForce;
import openbell.model.Topics;
import openbell.runtime.Endpoints;
import openbell.runtime.Health;
import openbell.wire.venue.NewOrderSingle;
import openbell.wire.venue.OrderCancelRequest;
import openbell.wire.venue.VenueCommand;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes the street's commands into the venue's log, as participant STREET of account 0. Idempotent
 * per life of the producer. Used on the simulator's thread; a command that Kafka does not take is
 * lost, and the next quote of its place makes up for it.
 */
final class KafkaStreetOrders implements AutoCloseable {
  private static final String PARTICIPANT = "STREET";
  private static final String PART = "exchange-simulator";

  private final KafkaProducer<String, byte[]> producer;
  private final TradingHours hours;
  private final InstantSource clock;
  private final Health health;

  KafkaStreetOrders(Endpoints.Kafka kafka, TradingHours hours, InstantSource clock, Health health) {
    this.hours = hours;
    this.clock = clock;
    this.health = health;
    var settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("client.id", "exchange-simulator");
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    // Kafka flushes each batch of the venue's log: a few large ones leave the disk to the
    // customers.
    settings.put("linger.ms", "20");
    settings.put("buffer.memory", "4194304");
    settings.put("max.block.ms", "2000");
    settings.put("delivery.timeout.ms", "10000");
    settings.put("request.timeout.ms", "5000");
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    this.producer = new KafkaProducer<>(settings);
  }

  /** Sends; what Kafka says of it shows in the node's health. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the outcome.
  void send(StreetCommand command) {
    var listing = command.listing();
    producer.send(
        new ProducerRecord<>(
            Topics.VENUE_ORDERS,
            listing.partition(),
            listing.symbol(),
            encode(command).toByteArray()),
        (metadata, failure) -> {
          if (failure == null) {
            health.up(PART);
          } else {
            health.down(PART, "Kafka takes no orders: " + failure.getMessage());
          }
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    health.remove(PART);
  }

  private VenueCommand encode(StreetCommand command) {
    var symbol = command.listing().symbol();
    var now = clock.instant();
    var wire =
        VenueCommand.newBuilder()
            .setOrderId(OrderId.toBytes(command.orderId()))
            .setSymbol(symbol)
            .setParticipant(PARTICIPANT)
            .setTradeDate(hours.tradeDate(symbol.substring(0, symbol.indexOf(':')), now))
            .setSendingTime(ChronoUnit.MICROS.between(Instant.EPOCH, now));
    switch (command) {
      case Quote quote ->
          wire.setNewOrderSingle(
              order(TimeInForce.DAY)
                  .setSide(quote.side().wire())
                  .setOrderQty(quote.quantity())
                  .setPrice(quote.price()));
      case Take take ->
          wire.setNewOrderSingle(
              order(TimeInForce.IOC)
                  .setSide(take.side().wire())
                  .setOrderQty(take.quantity())
                  .setPrice(take.price()));
      case Withdraw withdraw ->
          wire.setCmdNo(1).setOrderCancelRequest(OrderCancelRequest.getDefaultInstance());
    }
    return wire.build();
  }

  private static NewOrderSingle.Builder order(TimeInForce timeInForce) {
    return NewOrderSingle.newBuilder()
        .setOrdType(OrdType.LIMIT.wire())
        .setTimeInForce(timeInForce.wire());
  }
}

package openbell.runtime;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.kafka.client.common.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import openbell.model.Symbol;
import openbell.model.Topics;
import openbell.wire.reference.Instrument;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every listing, as {@code reference.instruments.v1} says: read from its beginning at start, then
 * followed. One per node; reading is thread-safe, listeners are called on the directory's context.
 */
public final class InstrumentDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(InstrumentDirectory.class);
  private static final int MAX_INSTRUMENTS = 200_000;

  private final Map<String, Instrument> bySymbol = new ConcurrentHashMap<>();
  private final Map<String, String> primaryByCode = new ConcurrentHashMap<>();
  private final List<Consumer<List<Instrument>>> listeners = new CopyOnWriteArrayList<>();
  private final Promise<Void> loaded = Promise.promise();
  private FactConsumer consumer;

  /** Starts reading; {@link #loaded} tells when what was there at the start is known. */
  void start(Node node) {
    consumer =
        new FactConsumer(
            node.vertx(), node.endpoints().kafka(), node.health(), "instruments-consumer", 5_000);
    consumer.start(
        Topics.REFERENCE_INSTRUMENTS,
        Map.of(0, FactConsumer.FROM_START),
        records -> {
          apply(records);
          return loaded.future().isComplete()
              ? Future.succeededFuture()
              : completeWhenCaughtUp(records.getLast().offset());
        });
  }

  Future<Void> close() {
    return consumer == null ? Future.succeededFuture() : consumer.close();
  }

  /** Succeeds once the directory holds at least one instrument and has reached the topic's end. */
  public Future<Void> loaded() {
    return loaded.future();
  }

  /** The listing of a canonical symbol. */
  public Optional<Instrument> find(String canonical) {
    return Optional.ofNullable(bySymbol.get(canonical));
  }

  /** The listing a person means: canonical, or bare for its primary listing. */
  public Optional<Instrument> resolve(String canonicalOrBare) {
    if (canonicalOrBare.indexOf(':') >= 0) {
      return find(canonicalOrBare);
    }
    return Optional.ofNullable(primaryByCode.get(canonicalOrBare)).flatMap(this::find);
  }

  /** All listings, in no order. */
  public Collection<Instrument> all() {
    return List.copyOf(bySymbol.values());
  }

  /**
   * Tells a listener of every change from now on, in batches; what is known already comes first, in
   * one batch, on the calling thread.
   */
  public void listen(Consumer<List<Instrument>> listener) {
    listeners.add(listener);
    if (!bySymbol.isEmpty()) {
      listener.accept(List.copyOf(bySymbol.values()));
    }
  }

  /** Adds or replaces listings: the reading's own entrance, and that of tests. */
  public void put(List<Instrument> instruments) {
    for (var instrument : instruments) {
      if (bySymbol.size() >= MAX_INSTRUMENTS && !bySymbol.containsKey(instrument.getSymbol())) {
        LOG.error("more than {} instruments: {} left out", MAX_INSTRUMENTS, instrument.getSymbol());
        continue;
      }
      bySymbol.put(instrument.getSymbol(), instrument);
      if (instrument.getPrimaryListing()) {
        primaryByCode.put(Symbol.of(instrument.getSymbol()).code(), instrument.getSymbol());
      }
    }
    listeners.forEach(listener -> listener.accept(instruments));
  }

  private void apply(List<ConsumerRecord<String, byte[]>> records) {
    put(records.stream().flatMap(record -> decode(record).stream()).toList());
  }

  private static Optional<Instrument> decode(ConsumerRecord<String, byte[]> record) {
    try {
      var instrument = Instrument.parseFrom(record.value());
      return Symbol.parse(instrument.getSymbol()).map(symbol -> instrument);
    } catch (InvalidProtocolBufferException malformed) {
      LOG.error("instrument record {} is malformed and left out", record.offset(), malformed);
      return Optional.empty();
    }
  }

  private Future<Void> completeWhenCaughtUp(long lastOffset) {
    var partition = new TopicPartition(Topics.REFERENCE_INSTRUMENTS, 0);
    return consumer
        .endOffsets(Set.of(partition))
        .onSuccess(
            ends -> {
              if (lastOffset + 1 >= ends.get(partition)) {
                loaded.tryComplete();
              }
            })
        .mapEmpty();
  }
}

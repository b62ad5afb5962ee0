package openbell.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.MatchingEngine;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotStoreTest {
  private static final String TOPIC = "topic-1";
  private static final int VERSION_AT = 4;

  @TempDir private Path folder;
  private FileSnapshotStore store;
  private MatchingEngine engine;

  @BeforeEach
  void savedEngine() {
    store = new FileSnapshotStore(folder);
    engine = new MatchingEngine(2);
    engine.apply(0, 0, new InstrumentListing("XNSE:INFY"));
    var header = new Header(UUID.randomUUID(), 0, 7, "XNSE:INFY", 19700101);
    engine.apply(
        1, 0, new NewOrderSingle(header, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 10, 15_000_000));
    var stop = new Header(UUID.randomUUID(), 0, 7, "XNSE:INFY", 19700101);
    engine.apply(
        2,
        0,
        new NewOrderSingle(
            stop,
            Side.SELL,
            OrdType.STOP_LIMIT,
            TimeInForce.GTD,
            10,
            14_000_000,
            14_100_000,
            19700131));
    engine.apply(3, 0, new TradingHaltChange("XNSE:INFY", TradingHalt.CANCEL_ONLY));
    engine.apply(4, 0, new TradingPhaseChange("XNSE", TradingPhase.PRE_OPEN, 19700101, false));
    store.save(2, TOPIC, engine);
  }

  @Test
  void givesBackWhatWasKept() {
    var loaded = store.load(2, TOPIC).orElseThrow();

    assertThat(loaded.nextOffset()).isEqualTo(5);
    assertThat(loaded.stateHash()).isEqualTo(engine.stateHash());
    assertThat(loaded.snapshot()).isEqualTo(engine.snapshot());
  }

  @Test
  void absentOneIsNone() {
    assertThat(store.load(1, TOPIC)).isEmpty();
  }

  @Test
  void oneOfAnotherTopicIsNotUsed() {
    assertThat(store.load(2, "topic-2")).isEmpty();
  }

  @Test
  void oneOfAnotherPartitionIsNotUsed() throws Exception {
    Files.copy(file(), folder.resolve("1.snapshot"));

    assertThat(store.load(1, TOPIC)).isEmpty();
  }

  @Test
  void anotherVersionIsNotUsed() throws Exception {
    var bytes = Files.readAllBytes(file());
    ByteBuffer.wrap(bytes).putInt(VERSION_AT, 1);
    Files.write(file(), bytes);

    assertThat(store.load(2, TOPIC)).isEmpty();
  }

  @Test
  void tornOrDamagedOneIsNotUsed() throws Exception {
    var bytes = Files.readAllBytes(file());
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file(), java.util.Arrays.copyOf(bytes, length));
      assertThat(store.load(2, TOPIC)).as("%d of %d bytes", length, bytes.length).isEmpty();
    }
    for (int at = 0; at < bytes.length; at++) {
      var damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(file(), damaged);
      assertThat(store.load(2, TOPIC)).as("byte %d damaged", at).isEmpty();
    }
  }

  private Path file() {
    return folder.resolve("2.snapshot");
  }
}

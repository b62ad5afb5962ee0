package openbell.gateway.reference;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/** The listings that come with the platform, imported where there are none yet. */
public final class DemoInstruments {
  private static final String RESOURCE = "/openbell/config/instruments.csv";

  private final PgInstrumentStore store;
  private final List<Instrument> listings = read();

  public DemoInstruments(Node node) {
    this.store = new PgInstrumentStore(node);
  }

  /** Imports them at the first start; later changes nothing. */
  public Future<Void> importOnce() {
    return store.saveIfNone(listings).mapEmpty();
  }

  private static List<Instrument> read() {
    try (var in = DemoInstruments.class.getResourceAsStream(RESOURCE)) {
      return InstrumentFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InstrumentFileException malformed) {
      throw new IllegalStateException("the listings on the class path are malformed", malformed);
    }
  }
}

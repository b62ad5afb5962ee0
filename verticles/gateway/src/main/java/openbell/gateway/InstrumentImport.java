package openbell.gateway;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import openbell.gateway.reference.InstrumentFile;
import openbell.gateway.reference.InstrumentFileException;
import openbell.gateway.reference.PgInstrumentStore;
import openbell.runtime.ConfigException;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/** Brings a file of listings into the instruments, the source of truth: an operator's command. */
public final class InstrumentImport {
  private InstrumentImport() {}

  /**
   * Imports a file in one transaction; importing the same again changes nothing. The relay of a
   * running gateway publishes what changed.
   *
   * @return how many listings were new or changed; fails with a ConfigException of one sentence if
   *     the file cannot be used, with what the database says if that is away
   */
  public static Future<Integer> run(Node node, Path file) {
    return node.vertx()
        .executeBlocking(() -> read(file))
        .compose(listings -> new PgInstrumentStore(node).save(listings));
  }

  private static List<Instrument> read(Path file) {
    try {
      return InstrumentFile.read(Files.readString(file));
    } catch (InstrumentFileException malformed) {
      throw new ConfigException("The file " + file + " has a fault: " + malformed.getMessage());
    } catch (MalformedInputException binary) {
      throw new ConfigException("The file " + file + " is no UTF-8 text.");
    } catch (IOException unreadable) {
      throw new ConfigException("The file " + file + " cannot be read.");
    }
  }
}

package openbell.gateway.reference;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import openbell.runtime.Bus;
import openbell.runtime.Node;
import openbell.wire.reference.Instrument;

/**
 * Brings listings into the table of instruments, the source of truth, and by the outbox into {@code
 * reference.instruments.v1}. Serves the first start and the subcommand {@code instruments import}.
 * Thread-safe; an import is one transaction, and importing the same again changes nothing.
 */
public final class InstrumentImport {
  /** Name of the relay that publishes what an import wrote; nudged on the local bus. */
  public static final String OUTBOX = "gateway.outbox";

  private final Node node;
  private final Bus bus;
  private final PgInstrumentStore store = new PgInstrumentStore();

  public InstrumentImport(Node node) {
    this.node = node;
    this.bus = node.bus();
  }

  /**
   * Imports listings ({@link InstrumentFile#read}).
   *
   * @return how many were new or changed; fails if the database is away, and then changed nothing
   */
  public Future<Integer> run(List<Instrument> listings) {
    return inTransaction(
        transaction -> store.all(transaction).compose(known -> save(transaction, known, listings)));
  }

  /** As {@link #run}, but only while there is no instrument at all; else 0. */
  public Future<Integer> runOnce(List<Instrument> listings) {
    return inTransaction(
        transaction ->
            store
                .all(transaction)
                .compose(
                    known ->
                        known.isEmpty()
                            ? save(transaction, known, listings)
                            : Future.succeededFuture(0)));
  }

  private Future<Integer> inTransaction(
      java.util.function.Function<SqlConnection, Future<Integer>> work) {
    return node.shards()
        .inTransaction(
            node.shards().reference(),
            transaction -> store.lock(transaction).compose(locked -> work.apply(transaction)))
        .onSuccess(changed -> bus.nudge(OUTBOX));
  }

  private Future<Integer> save(
      SqlConnection transaction,
      java.util.Map<String, Instrument> known,
      List<Instrument> listings) {
    var partitions = node.config().integer("venue.partitions");
    var changed = InstrumentChanges.of(known, listings, partitions);
    return changed.isEmpty()
        ? Future.succeededFuture(0)
        : store.save(transaction, changed).map(saved -> changed.size());
  }
}

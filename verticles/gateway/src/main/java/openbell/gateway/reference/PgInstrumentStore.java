package openbell.gateway.reference;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import openbell.model.Topics;
import openbell.runtime.Node;
import openbell.wire.marketdata.Quote;
import openbell.wire.reference.Instrument;

/**
 * Instruments, the source of truth, and the outbox rows that publish them, in Postgres.
 * Thread-safe; each method is one transaction.
 */
public final class PgInstrumentStore {
  /** One import at a time: partitions are given in turn. Readers are not held up. */
  private static final String LOCK = "LOCK TABLE gateway.instruments IN SHARE ROW EXCLUSIVE MODE";

  private static final String ALL =
      """
      SELECT symbol, name, isin, currency, tick_size, round_lot, previous_close_px,
             price_band_bps, max_order_qty, venue_partition, primary_listing, tradable, version
      FROM gateway.instruments
      """;

  private static final String SAVE =
      """
      INSERT INTO gateway.instruments (
        symbol, name, isin, currency, tick_size, round_lot, previous_close_px,
        price_band_bps, max_order_qty, venue_partition, primary_listing, tradable, version)
      SELECT * FROM unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
        $8::integer[], $9::bigint[], $10::integer[], $11::boolean[], $12::boolean[], $13::bigint[])
      ON CONFLICT (symbol) DO UPDATE SET
        name = excluded.name, isin = excluded.isin, currency = excluded.currency,
        tick_size = excluded.tick_size, round_lot = excluded.round_lot,
        previous_close_px = excluded.previous_close_px, price_band_bps = excluded.price_band_bps,
        max_order_qty = excluded.max_order_qty, primary_listing = excluded.primary_listing,
        tradable = excluded.tradable, version = excluded.version, changed_at = clock_timestamp()
      """;

  private static final String APPEND_OUTBOX =
      """
      INSERT INTO gateway.outbox (topic, key, value)
      SELECT $1, row.key, row.value
      FROM unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS row (key, value, ord)
      ORDER BY row.ord
      """;

  private static final String AUDIT =
      "INSERT INTO gateway.audit (action, detail) VALUES ('instruments.import', $1)";

  private final Node node;

  public PgInstrumentStore(Node node) {
    this.node = node;
  }

  /** Writes what is new or differs, and one outbox row for each; gives their number. */
  public Future<Integer> save(List<Instrument> listings) {
    return inTransaction(
        transaction ->
            all(transaction).compose(known -> saveChanges(transaction, known, listings)));
  }

  /** As {@link #save}, but only while there is no instrument at all; else 0. */
  Future<Integer> saveIfNone(List<Instrument> listings) {
    return inTransaction(
        transaction ->
            all(transaction)
                .compose(
                    known ->
                        known.isEmpty()
                            ? saveChanges(transaction, known, listings)
                            : Future.succeededFuture(0)));
  }

  private Future<Integer> inTransaction(Function<SqlConnection, Future<Integer>> work) {
    return node.shards()
        .inTransaction(
            node.shards().reference(),
            transaction ->
                transaction.query(LOCK).execute().compose(locked -> work.apply(transaction)))
        .onSuccess(changed -> node.bus().nudge(PgOutbox.NAME));
  }

  private static Future<Map<String, Instrument>> all(SqlConnection transaction) {
    return transaction
        .query(ALL)
        .execute()
        .map(
            rows -> {
              var known = new HashMap<String, Instrument>();
              rows.forEach(row -> known.put(row.getString("symbol"), instrument(row)));
              return known;
            });
  }

  private Future<Integer> saveChanges(
      SqlConnection transaction, Map<String, Instrument> known, List<Instrument> listings) {
    var partitions = node.config().integer("venue.partitions");
    var changed = InstrumentChanges.of(known, listings, volumes(), partitions);
    if (changed.isEmpty()) {
      return Future.succeededFuture(0);
    }
    return transaction
        .preparedQuery(SAVE)
        .execute(columns(changed))
        .compose(saved -> transaction.preparedQuery(APPEND_OUTBOX).execute(outboxColumns(changed)))
        .compose(
            appended ->
                transaction
                    .preparedQuery(AUDIT)
                    .execute(Tuple.of(changed.size() + " instruments new or changed")))
        .map(audited -> changed.size());
  }

  /** As far as this node has seen quotes of the session before. */
  private Map<String, Long> volumes() {
    return node.quotes().all().stream()
        .collect(Collectors.toMap(Quote::getSymbol, Quote::getVolume, Long::max));
  }

  private static Tuple outboxColumns(List<Instrument> changed) {
    var values =
        changed.stream().map(one -> Buffer.buffer(one.toByteArray())).toArray(Buffer[]::new);
    return Tuple.of(Topics.REFERENCE_INSTRUMENTS, strings(changed, Instrument::getSymbol), values);
  }

  private static Tuple columns(List<Instrument> all) {
    return Tuple.tuple()
        .addValue(strings(all, Instrument::getSymbol))
        .addValue(strings(all, Instrument::getName))
        .addValue(strings(all, Instrument::getIsin))
        .addValue(strings(all, Instrument::getCurrency))
        .addValue(longs(all, Instrument::getTickSize))
        .addValue(longs(all, Instrument::getRoundLot))
        .addValue(longs(all, Instrument::getPreviousClosePx))
        .addValue(all.stream().map(Instrument::getPriceBandBps).toArray(Integer[]::new))
        .addValue(longs(all, Instrument::getMaxOrderQty))
        .addValue(all.stream().map(Instrument::getVenuePartition).toArray(Integer[]::new))
        .addValue(all.stream().map(Instrument::getPrimaryListing).toArray(Boolean[]::new))
        .addValue(all.stream().map(Instrument::getTradable).toArray(Boolean[]::new))
        .addValue(longs(all, Instrument::getVersion));
  }

  private static String[] strings(List<Instrument> all, Function<Instrument, String> field) {
    return all.stream().map(field).toArray(String[]::new);
  }

  private static Long[] longs(List<Instrument> all, Function<Instrument, Long> field) {
    return all.stream().map(field).toArray(Long[]::new);
  }

  private static Instrument instrument(Row row) {
    return Instrument.newBuilder()
        .setSymbol(row.getString("symbol"))
        .setName(row.getString("name"))
        .setIsin(row.getString("isin"))
        .setCurrency(row.getString("currency"))
        .setTickSize(row.getLong("tick_size"))
        .setRoundLot(row.getLong("round_lot"))
        .setPreviousClosePx(row.getLong("previous_close_px"))
        .setPriceBandBps(row.getInteger("price_band_bps"))
        .setMaxOrderQty(row.getLong("max_order_qty"))
        .setVenuePartition(row.getInteger("venue_partition"))
        .setPrimaryListing(row.getBoolean("primary_listing"))
        .setTradable(row.getBoolean("tradable"))
        .setVersion(row.getLong("version"))
        .build();
  }
}

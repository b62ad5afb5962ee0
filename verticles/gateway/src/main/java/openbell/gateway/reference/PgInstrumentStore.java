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
import openbell.model.Topics;
import openbell.wire.reference.Instrument;

/** Instruments and their outbox rows in Postgres; every method runs in the caller's transaction. */
final class PgInstrumentStore {
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

  Future<Void> lock(SqlConnection transaction) {
    return transaction.query(LOCK).execute().mapEmpty();
  }

  Future<Map<String, Instrument>> all(SqlConnection transaction) {
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

  /** Writes new and changed instruments and one outbox row for each. */
  Future<Void> save(SqlConnection transaction, List<Instrument> changed) {
    var symbols = strings(changed, Instrument::getSymbol);
    var values =
        changed.stream().map(one -> Buffer.buffer(one.toByteArray())).toArray(Buffer[]::new);
    return transaction
        .preparedQuery(SAVE)
        .execute(columns(changed))
        .compose(
            saved ->
                transaction
                    .preparedQuery(APPEND_OUTBOX)
                    .execute(Tuple.of(Topics.REFERENCE_INSTRUMENTS, symbols, values)))
        .compose(
            appended ->
                transaction
                    .preparedQuery(AUDIT)
                    .execute(Tuple.of(changed.size() + " instruments new or changed")))
        .mapEmpty();
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

package openbell.order;

import static openbell.order.SqlArrays.bytes;
import static openbell.order.SqlArrays.instants;
import static openbell.order.SqlArrays.ints;
import static openbell.order.SqlArrays.longs;
import static openbell.order.SqlArrays.numbers;
import static openbell.order.SqlArrays.texts;
import static openbell.order.SqlArrays.uuids;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import openbell.model.Topics;
import openbell.order.domain.Fill;
import openbell.order.domain.ReportDecision;
import openbell.order.domain.ReportDecision.Booking;
import openbell.order.domain.ReportDecision.Parked;

/**
 * Writes what a batch of reports came to, in one transaction. The ledger's fills come last but for
 * the releases, so that the house rows are locked for the shortest time.
 */
final class ReportWriter {
  private static final String VENUE = "venue";

  private record Posting(Booking booking, Fill fill) {}

  private final ChangeWriter writer;

  ReportWriter(SqlConnection transaction) {
    this.writer = new ChangeWriter(transaction);
  }

  Future<Void> write(ReportDecision decision, List<ReportRecord> records) {
    var changes = decision.bookings().stream().flatMap(b -> b.change().stream()).toList();
    writer.send(ReportSql.INSERT_REPORTS, decision.bookings(), ReportWriter::reports);
    writer.write(changes, VENUE);
    writer.send(ReportSql.PARK, decision.parked(), parked -> parked(parked, records));
    writer.send(ReportSql.RELEASE_PARTS, cuts(decision.bookings()), ReportWriter::parts);
    writer.send(ReportSql.POST_FILLS, postings(decision.bookings()), ReportWriter::fills);
    writer.releaseEnded(changes);
    return writer.done();
  }

  private static Tuple reports(List<Booking> bookings) {
    return Tuple.of(
        uuids(bookings, b -> b.report().orderId()),
        texts(bookings, b -> b.report().mic()),
        ints(bookings, b -> b.report().tradeDate()),
        texts(bookings, b -> b.report().execId()),
        longs(bookings, b -> b.report().accountId()),
        numbers(bookings, b -> b.report().execType().wire()),
        longs(bookings, b -> b.report().lastPx()),
        longs(bookings, b -> b.report().lastQty()),
        longs(bookings, b -> b.fill().map(Fill::charges).orElse(0L)),
        texts(bookings, b -> b.report().trdMatchId()),
        texts(bookings, b -> b.report().reason()),
        instants(bookings, b -> b.report().transactTimeMicros()),
        ints(bookings, b -> b.after().version()));
  }

  private static Tuple parked(List<Parked> parked, List<ReportRecord> records) {
    return Tuple.of(
        Topics.VENUE_EXECUTION_REPORTS,
        ints(parked, p -> records.get(p.index()).partition()),
        longs(parked, p -> records.get(p.index()).offset()),
        uuids(parked, p -> p.orderId().orElse(null)),
        texts(parked, Parked::cause),
        texts(parked, p -> records.get(p.index()).key()),
        bytes(parked, p -> records.get(p.index()).value().getBytes()));
  }

  private static List<Posting> postings(List<Booking> bookings) {
    return bookings.stream()
        .flatMap(booking -> booking.fill().stream().map(fill -> new Posting(booking, fill)))
        .toList();
  }

  private static Tuple fills(List<Posting> postings) {
    return Tuple.of(
        texts(postings, p -> p.booking().report().execKey()),
        uuids(postings, p -> p.booking().report().orderId()),
        longs(postings, p -> p.booking().report().accountId()),
        texts(postings, p -> p.booking().after().terms().symbol()),
        texts(postings, p -> p.booking().after().terms().currency()),
        numbers(postings, p -> p.booking().after().terms().side().wire()),
        longs(postings, p -> p.fill().lastQty()),
        longs(postings, p -> p.fill().notional()),
        longs(postings, p -> p.fill().charges()),
        longs(postings, p -> p.booking().holdUse().consumed()),
        longs(postings, p -> p.booking().holdUse().released()),
        texts(postings, p -> p.fill().trdMatchId()));
  }

  /** What replaces give back: a fill's release goes with the fill. */
  private static List<Booking> cuts(List<Booking> bookings) {
    return bookings.stream().filter(b -> b.fill().isEmpty() && b.holdUse().released() > 0).toList();
  }

  private static Tuple parts(List<Booking> cuts) {
    return Tuple.of(
        uuids(cuts, b -> b.report().orderId()),
        longs(cuts, b -> b.report().accountId()),
        longs(cuts, b -> b.holdUse().released()));
  }
}

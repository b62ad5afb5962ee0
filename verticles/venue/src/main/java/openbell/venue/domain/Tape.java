package openbell.venue.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import openbell.model.ExecId;
import openbell.model.ExecType;
import openbell.model.OrdStatus;
import openbell.model.Side;
import openbell.venue.domain.MarketDataDelta.Trade;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueReport.Arrival;
import openbell.venue.domain.VenueReport.ExecutionReport;
import openbell.venue.domain.VenueReport.Fill;
import openbell.venue.domain.VenueReport.OrderCancelReject;
import openbell.venue.domain.VenueReport.OrderView;

/**
 * What the engine has to say since it was last asked: the reports of customers' orders, the trades,
 * and which books changed. Numbers reports and trades by partition, offset and index.
 */
final class Tape {
  private final int partition;
  private final Set<SymbolBook> changed = new LinkedHashSet<>();
  private List<VenueReport> reports = new ArrayList<>();
  private List<Trade> trades = new ArrayList<>();
  private long offset;
  private long now;
  private int reportIndex;
  private int tradeIndex;

  Tape(int partition) {
    this.partition = partition;
  }

  /** All that is said from now on is said of the record at this offset. */
  void begin(long recordOffset, long recordTime) {
    offset = recordOffset;
    now = recordTime;
    reportIndex = 0;
    tradeIndex = 0;
  }

  /** Says what happened to an order; nothing where it is the street's. */
  void report(OrderState order, int tradeDate, ExecType execType, int cmdNo) {
    report(order, tradeDate, execType, cmdNo, Fill.NONE, "");
  }

  void report(
      OrderState order, int tradeDate, ExecType execType, int cmdNo, Fill fill, String reason) {
    if (!order.isOfStreet()) {
      add(order, tradeDate, execType, cmdNo, fill, reason, Arrival.NONE);
    }
  }

  /** Says that a customer's order came to the book, and what book it met. */
  void arrived(OrderState order, int tradeDate, ExecType execType, int cmdNo, Arrival arrival) {
    add(order, tradeDate, execType, cmdNo, Fill.NONE, "", arrival);
  }

  private void add(
      OrderState order,
      int tradeDate,
      ExecType execType,
      int cmdNo,
      Fill fill,
      String reason,
      Arrival arrival) {
    reports.add(
        new ExecutionReport(
            nextExecId(), now, execType, view(order, tradeDate), cmdNo, fill, reason, arrival));
  }

  /** Says that a cancel or replace of a known order is not done. */
  void cancelReject(Header request, OrderState order, RejectReason reason) {
    if (request.accountId() != 0) {
      reports.add(
          new OrderCancelReject(
              nextExecId(),
              now,
              request,
              order.status(),
              order.orderQty(),
              order.cumQty(),
              reason.code()));
    }
  }

  /** Says that a cancel or replace names no order that the venue knows. */
  void unknownOrder(Header request) {
    if (request.accountId() != 0) {
      reports.add(
          new OrderCancelReject(
              nextExecId(),
              now,
              request,
              OrdStatus.REJECTED,
              0,
              0,
              RejectReason.UNKNOWN_ORDER.code()));
    }
  }

  Fill trade(SymbolBook book, long price, long quantity, Side aggressor) {
    var trdMatchId = ExecId.of(partition, offset, tradeIndex++);
    trades.add(new Trade(book.symbol(), price, quantity, aggressor, now, trdMatchId));
    return new Fill(price, quantity, trdMatchId);
  }

  void changed(SymbolBook book) {
    book.changed(now);
    changed.add(book);
  }

  boolean hasReports() {
    return !reports.isEmpty();
  }

  List<VenueReport> takeReports() {
    var taken = reports;
    reports = new ArrayList<>();
    return taken;
  }

  MarketDataDelta takeMarketData() {
    var delta = new MarketDataDelta(changed.stream().map(SymbolBook::depth).toList(), trades);
    changed.clear();
    trades = new ArrayList<>();
    return delta;
  }

  private String nextExecId() {
    return ExecId.of(partition, offset, reportIndex++);
  }

  private OrderView view(OrderState order, int tradeDate) {
    var identity = order.identity();
    return new OrderView(
        identity.orderId(),
        partition + "-" + identity.handle(),
        identity.accountId(),
        identity.symbol(),
        tradeDate,
        identity.side(),
        order.status(),
        order.orderQty(),
        order.cumQty(),
        order.leavesQty(),
        order.price(),
        order.stopPx());
  }
}

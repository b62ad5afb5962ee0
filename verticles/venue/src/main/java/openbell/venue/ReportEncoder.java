package openbell.venue;

import java.util.List;
import openbell.model.ExecType;
import openbell.model.OrderId;
import openbell.venue.domain.MarketDataDelta;
import openbell.venue.domain.VenueReport;
import openbell.venue.domain.VenueReport.Arrival;
import openbell.wire.venue.ArrivalLevel;

/** Reports as records of {@code venue.execution-reports.v1}. */
final class ReportEncoder {
  private ReportEncoder() {}

  /** With the times of the owner's clock. */
  static openbell.wire.venue.ExecutionReport encode(TimedReport report) {
    return encode(report.report()).toBuilder()
        .setDequeuedAt(report.dequeuedAt())
        .setDecidedAt(report.decidedAt())
        .build();
  }

  static openbell.wire.venue.ExecutionReport encode(VenueReport report) {
    return switch (report) {
      case VenueReport.ExecutionReport executed -> encode(executed);
      case VenueReport.OrderCancelReject rejected -> encode(rejected);
    };
  }

  private static openbell.wire.venue.ExecutionReport encode(VenueReport.ExecutionReport report) {
    var order = report.order();
    var wire = openbell.wire.venue.ExecutionReport.newBuilder();
    if (!report.arrival().equals(Arrival.NONE)) {
      wire.setArrival(encode(report.arrival()));
    }
    return wire.setMic(micOf(order.symbol()))
        .setTradeDate(order.tradeDate())
        .setExecId(report.execId())
        .setOrderId(OrderId.toBytes(order.orderId()))
        .setAccountId(order.accountId())
        .setSymbol(order.symbol())
        .setSide(order.side().wire())
        .setExecType(report.execType().wire())
        .setOrdStatus(order.ordStatus().wire())
        .setOrderQty(order.orderQty())
        .setCumQty(order.cumQty())
        .setLeavesQty(order.leavesQty())
        .setLastPx(report.fill().lastPx())
        .setLastQty(report.fill().lastQty())
        .setTrdMatchId(report.fill().trdMatchId())
        .setVenueOrderId(order.venueOrderId())
        .setReason(report.reason())
        .setCmdNo(report.cmdNo())
        .setTransactTime(report.transactTime())
        .setPrice(order.price())
        .setStopPx(order.stopPx())
        .build();
  }

  private static openbell.wire.venue.Arrival encode(Arrival arrival) {
    return openbell.wire.venue.Arrival.newBuilder()
        .addAllBids(levels(arrival.bids()))
        .addAllAsks(levels(arrival.asks()))
        .setQtyAhead(arrival.qtyAhead())
        .setOrdersAhead(arrival.ordersAhead())
        .setLastPx(arrival.lastPx())
        .build();
  }

  private static List<ArrivalLevel> levels(List<MarketDataDelta.Level> levels) {
    return levels.stream()
        .map(
            level ->
                ArrivalLevel.newBuilder()
                    .setPrice(level.price())
                    .setQuantity(level.quantity())
                    .build())
        .toList();
  }

  private static openbell.wire.venue.ExecutionReport encode(VenueReport.OrderCancelReject report) {
    var request = report.request();
    return openbell.wire.venue.ExecutionReport.newBuilder()
        .setMic(micOf(request.symbol()))
        .setTradeDate(request.tradeDate())
        .setExecId(report.execId())
        .setOrderId(OrderId.toBytes(request.orderId()))
        .setAccountId(request.accountId())
        .setSymbol(request.symbol())
        .setExecType(ExecType.CANCEL_REJECTED.wire())
        .setOrdStatus(report.ordStatus().wire())
        .setOrderQty(report.orderQty())
        .setCumQty(report.cumQty())
        .setReason(report.reason())
        .setCmdNo(request.cmdNo())
        .setTransactTime(report.transactTime())
        .build();
  }

  private static String micOf(String symbol) {
    return symbol.substring(0, Math.max(0, symbol.indexOf(':')));
  }
}

package openbell.venue;

import openbell.model.ExecType;
import openbell.model.OrderId;
import openbell.venue.domain.VenueReport;

/** Reports as records of {@code venue.execution-reports.v1}. */
final class ReportEncoder {
  private ReportEncoder() {}

  static openbell.wire.venue.ExecutionReport encode(VenueReport report) {
    return switch (report) {
      case VenueReport.ExecutionReport executed -> encode(executed);
      case VenueReport.OrderCancelReject rejected -> encode(rejected);
    };
  }

  private static openbell.wire.venue.ExecutionReport encode(VenueReport.ExecutionReport report) {
    var order = report.order();
    return openbell.wire.venue.ExecutionReport.newBuilder()
        .setMic(micOf(order.symbol()))
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
        .build();
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

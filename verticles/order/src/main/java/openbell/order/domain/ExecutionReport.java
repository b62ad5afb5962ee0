package openbell.order.domain;

import java.util.UUID;
import openbell.model.ExecType;

/**
 * FIX 8 (and 9) as the venue sent it. Unique by (mic, tradeDate, execId, orderId).
 *
 * @param cmdNo the command that it answers; -1 for what nobody asked for
 */
public record ExecutionReport(
    String mic,
    int tradeDate,
    String execId,
    UUID orderId,
    long accountId,
    ExecType execType,
    long lastPx,
    long lastQty,
    String trdMatchId,
    String venueOrderId,
    String reason,
    int cmdNo,
    long transactTimeMicros,
    Evidence evidence) {

  /** The report's identity as the ledger takes it. */
  public String execKey() {
    return mic + "|" + tradeDate + "|" + execId + "|" + orderId;
  }
}

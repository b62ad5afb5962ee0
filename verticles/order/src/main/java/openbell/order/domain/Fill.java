package openbell.order.domain;

/** One execution of an order, with what it was charged. */
public record Fill(
    String execId,
    String trdMatchId,
    long lastPx,
    long lastQty,
    long notional,
    long charges,
    long transactTimeMicros) {}

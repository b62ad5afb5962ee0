package openbell.risk.domain;

/** What a market does at an instant: FIX TradingSessionSubID in plain words. */
public enum TradingPhase {
  PRE_OPEN,
  REGULAR,
  POST_CLOSE,
  CLOSED
}

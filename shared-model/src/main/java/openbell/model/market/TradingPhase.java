package openbell.model.market;

/** What a market does at an instant: FIX TradingSessionSubID (625) in plain words. */
public enum TradingPhase {
  CLOSED(openbell.wire.common.TradingPhase.TRADING_PHASE_CLOSED),
  PRE_OPEN(openbell.wire.common.TradingPhase.TRADING_PHASE_PRE_OPEN),
  REGULAR(openbell.wire.common.TradingPhase.TRADING_PHASE_REGULAR),
  POST_CLOSE(openbell.wire.common.TradingPhase.TRADING_PHASE_POST_CLOSE);

  private final openbell.wire.common.TradingPhase wire;

  TradingPhase(openbell.wire.common.TradingPhase wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static TradingPhase of(openbell.wire.common.TradingPhase wire) {
    return switch (wire) {
      case TRADING_PHASE_CLOSED -> CLOSED;
      case TRADING_PHASE_PRE_OPEN -> PRE_OPEN;
      case TRADING_PHASE_REGULAR -> REGULAR;
      case TRADING_PHASE_POST_CLOSE -> POST_CLOSE;
      case TRADING_PHASE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a TradingPhase: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.TradingPhase wire() {
    return wire;
  }
}

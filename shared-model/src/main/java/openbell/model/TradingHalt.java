package openbell.model;

/** What is allowed in an instrument, whatever its market's phase: FIX 326 in plain words. */
public enum TradingHalt {
  NONE(openbell.wire.common.TradingHalt.TRADING_HALT_NONE),
  HALTED(openbell.wire.common.TradingHalt.TRADING_HALT_HALTED),
  CANCEL_ONLY(openbell.wire.common.TradingHalt.TRADING_HALT_CANCEL_ONLY);

  private final openbell.wire.common.TradingHalt wire;

  TradingHalt(openbell.wire.common.TradingHalt wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static TradingHalt of(openbell.wire.common.TradingHalt wire) {
    return switch (wire) {
      case TRADING_HALT_NONE -> NONE;
      case TRADING_HALT_HALTED -> HALTED;
      case TRADING_HALT_CANCEL_ONLY -> CANCEL_ONLY;
      case TRADING_HALT_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a TradingHalt: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.TradingHalt wire() {
    return wire;
  }
}

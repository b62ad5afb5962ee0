package openbell.venue.domain;

/** The codes of what the venue refuses: dotted, stable, outside as {@code reason.code}. */
public enum RejectReason {
  UNKNOWN_SYMBOL("venue.unknown_symbol"),
  SESSION_OVER("venue.session_over"),
  TRADE_DATE_INVALID("venue.trade_date_invalid"),
  MARKET_CLOSED("venue.market_closed"),
  HALTED("venue.halted"),
  CANCEL_ONLY("venue.cancel_only"),
  /** IOC and FOK while orders are collected and nothing is matched. */
  NOT_IN_AUCTION("venue.not_in_auction"),
  STOP_PRICE_INVALID("venue.stop_price_invalid"),
  EXPIRE_DATE_INVALID("venue.expire_date_invalid"),
  PRICE_INVALID("venue.price_invalid"),
  QUANTITY_INVALID("venue.quantity_invalid"),
  DUPLICATE_ORDER("venue.duplicate_order"),
  UNKNOWN_ORDER("venue.unknown_order"),
  TOO_LATE_TO_CANCEL("venue.too_late_to_cancel"),
  TOO_LATE_TO_REPLACE("venue.too_late_to_replace");

  private final String code;

  RejectReason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}

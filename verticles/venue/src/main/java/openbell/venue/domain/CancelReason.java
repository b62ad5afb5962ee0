package openbell.venue.domain;

/** Why the open quantity of an order left the book, or never entered it. */
public enum CancelReason {
  /** A cancel, or a reduction by all that was left. */
  REQUESTED(""),
  /** The remainder of an immediate-or-cancel order: nothing more to match within its limit. */
  NOT_MATCHED("venue.not_matched"),
  /** A fill-or-kill order that the book could not fill at once and in full. */
  NOT_FILLABLE("venue.not_fillable"),
  /** The incoming order met a resting order of its own account; the incoming one gives way. */
  SELF_TRADE("venue.self_trade");

  private final String code;

  CancelReason(String code) {
    this.code = code;
  }

  /** Dotted and stable; empty where the owner asked for it. */
  public String code() {
    return code;
  }
}

package openbell.risk.domain;

/** What can be limited. */
public enum LimitName {
  MAX_ORDER_VALUE,
  FAT_FINGER_BPS,
  MAX_POSITION,
  MAX_EXPOSURE,
  MAX_OPEN_ORDERS,
  ORDERS_PER_MINUTE,
  MAX_DAILY_LOSS,
  /** In place of the listing's own band. */
  PRICE_BAND_BPS;

  /** Whether it can be set for a scope. */
  public boolean isFor(LimitScope scope) {
    return switch (this) {
      case MAX_ORDER_VALUE, FAT_FINGER_BPS, MAX_POSITION -> true;
      case MAX_EXPOSURE, MAX_OPEN_ORDERS, ORDERS_PER_MINUTE, MAX_DAILY_LOSS ->
          scope != LimitScope.SYMBOL;
      case PRICE_BAND_BPS -> scope == LimitScope.SYMBOL;
    };
  }
}

package openbell.risk.domain;

import java.util.EnumSet;
import java.util.Set;

/** What can be limited, and for whom. */
public enum LimitName {
  MAX_ORDER_VALUE(EnumSet.allOf(LimitScope.class)),
  FAT_FINGER_BPS(EnumSet.allOf(LimitScope.class)),
  MAX_POSITION(EnumSet.allOf(LimitScope.class)),
  MAX_EXPOSURE(EnumSet.of(LimitScope.GLOBAL, LimitScope.ACCOUNT)),
  MAX_OPEN_ORDERS(EnumSet.of(LimitScope.GLOBAL, LimitScope.ACCOUNT)),
  ORDERS_PER_MINUTE(EnumSet.of(LimitScope.GLOBAL, LimitScope.ACCOUNT)),
  MAX_DAILY_LOSS(EnumSet.of(LimitScope.GLOBAL, LimitScope.ACCOUNT)),
  /** In place of the listing's own band. */
  PRICE_BAND_BPS(EnumSet.of(LimitScope.SYMBOL));

  private final Set<LimitScope> scopes;

  LimitName(Set<LimitScope> scopes) {
    this.scopes = scopes;
  }

  /** Whether it can be set for a scope. */
  public boolean isFor(LimitScope scope) {
    return scopes.contains(scope);
  }
}

package openbell.model.itch;

/**
 * The fields that ITCH messages carry behind their header. Numbers are unsigned and big-endian,
 * prices in 1/10,000 (those of {@code MWCB_LEVEL_*} in 1/100,000,000), text is ASCII, left
 * justified and padded with spaces, read and written as one number of its bytes.
 */
public enum ItchField {
  EVENT_CODE(1),
  STOCK(8),
  MARKET_CATEGORY(1),
  FINANCIAL_STATUS(1),
  ROUND_LOT_SIZE(4),
  ROUND_LOTS_ONLY(1),
  ISSUE_CLASSIFICATION(1),
  ISSUE_SUB_TYPE(2),
  AUTHENTICITY(1),
  SHORT_SALE_THRESHOLD(1),
  IPO_FLAG(1),
  LULD_REFERENCE_PRICE_TIER(1),
  ETP_FLAG(1),
  ETP_LEVERAGE_FACTOR(4),
  INVERSE_INDICATOR(1),
  TRADING_STATE(1),
  RESERVED(1),
  REASON(4),
  REG_SHO_ACTION(1),
  MPID(4),
  PRIMARY_MARKET_MAKER(1),
  MARKET_MAKER_MODE(1),
  MARKET_PARTICIPANT_STATE(1),
  MWCB_LEVEL_1(8),
  MWCB_LEVEL_2(8),
  MWCB_LEVEL_3(8),
  BREACHED_LEVEL(1),
  IPO_RELEASE_TIME(4),
  IPO_RELEASE_QUALIFIER(1),
  IPO_PRICE(4),
  COLLAR_REFERENCE_PRICE(4),
  UPPER_COLLAR_PRICE(4),
  LOWER_COLLAR_PRICE(4),
  COLLAR_EXTENSION(4),
  MARKET_CODE(1),
  OPERATIONAL_HALT_ACTION(1),
  ORDER_REFERENCE(8),
  NEW_ORDER_REFERENCE(8),
  SIDE(1),
  SHARES(4),
  PRICE(4),
  MATCH_NUMBER(8),
  PRINTABLE(1),
  CROSS_SHARES(8),
  CROSS_TYPE(1),
  PAIRED_SHARES(8),
  IMBALANCE_SHARES(8),
  IMBALANCE_DIRECTION(1),
  FAR_PRICE(4),
  NEAR_PRICE(4),
  REFERENCE_PRICE(4),
  PRICE_VARIATION(1),
  INTEREST_FLAG(1),
  OPEN_ELIGIBILITY(1),
  MINIMUM_ALLOWABLE_PRICE(4),
  MAXIMUM_ALLOWABLE_PRICE(4),
  NEAR_EXECUTION_PRICE(4),
  NEAR_EXECUTION_TIME(8),
  LOWER_PRICE_RANGE_COLLAR(4),
  UPPER_PRICE_RANGE_COLLAR(4);

  private final int width;

  ItchField(int width) {
    this.width = width;
  }

  /** How many bytes it takes: 1, 2, 4 or 8. */
  public int width() {
    return width;
  }
}

package openbell.model.itch;

import static openbell.model.itch.ItchField.*;

import java.util.Arrays;

/**
 * Every message type of ITCH 5.0 as the list of its fields, in their order: lengths and offsets
 * follow from it. Immutable; lookups allocate nothing.
 */
// An array by ordinal is the fastest table, and it never changes once it is filled.
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"})
public enum ItchType {
  /** Section 1.1, System Event Message. */
  SYSTEM_EVENT('S', EVENT_CODE),
  /** Section 1.2.1, Stock Directory. */
  STOCK_DIRECTORY(
      'R',
      STOCK,
      MARKET_CATEGORY,
      FINANCIAL_STATUS,
      ROUND_LOT_SIZE,
      ROUND_LOTS_ONLY,
      ISSUE_CLASSIFICATION,
      ISSUE_SUB_TYPE,
      AUTHENTICITY,
      SHORT_SALE_THRESHOLD,
      IPO_FLAG,
      LULD_REFERENCE_PRICE_TIER,
      ETP_FLAG,
      ETP_LEVERAGE_FACTOR,
      INVERSE_INDICATOR),
  /** Section 1.2.2, Stock Trading Action. */
  TRADING_ACTION('H', STOCK, TRADING_STATE, RESERVED, REASON),
  /** Section 1.2.3, Reg SHO Short Sale Price Test Restricted Indicator. */
  REG_SHO_RESTRICTION('Y', STOCK, REG_SHO_ACTION),
  /** Section 1.2.4, Market Participant Position. */
  MARKET_PARTICIPANT_POSITION(
      'L', MPID, STOCK, PRIMARY_MARKET_MAKER, MARKET_MAKER_MODE, MARKET_PARTICIPANT_STATE),
  /** Section 1.2.5.1, Market-Wide Circuit Breaker Decline Level. */
  MWCB_DECLINE_LEVEL('V', MWCB_LEVEL_1, MWCB_LEVEL_2, MWCB_LEVEL_3),
  /** Section 1.2.5.2, Market-Wide Circuit Breaker Status. */
  MWCB_STATUS('W', BREACHED_LEVEL),
  /** Section 1.2.6, Quoting Period Update. */
  IPO_QUOTING_PERIOD_UPDATE('K', STOCK, IPO_RELEASE_TIME, IPO_RELEASE_QUALIFIER, IPO_PRICE),
  /** Section 1.2.7, Limit Up - Limit Down Auction Collar. */
  LULD_AUCTION_COLLAR(
      'J', STOCK, COLLAR_REFERENCE_PRICE, UPPER_COLLAR_PRICE, LOWER_COLLAR_PRICE, COLLAR_EXTENSION),
  /** Section 1.2.8, Operational Halt. */
  OPERATIONAL_HALT('h', STOCK, MARKET_CODE, OPERATIONAL_HALT_ACTION),
  /** Section 1.3.1, Add Order without MPID Attribution. */
  ADD_ORDER('A', ORDER_REFERENCE, SIDE, SHARES, STOCK, PRICE),
  /** Section 1.3.2, Add Order with MPID Attribution. */
  ADD_ORDER_ATTRIBUTED('F', ORDER_REFERENCE, SIDE, SHARES, STOCK, PRICE, MPID),
  /** Section 1.4.1, Order Executed: at the order's own price. */
  ORDER_EXECUTED('E', ORDER_REFERENCE, SHARES, MATCH_NUMBER),
  /** Section 1.4.2, Order Executed With Price: at another price than the order's. */
  ORDER_EXECUTED_WITH_PRICE('C', ORDER_REFERENCE, SHARES, MATCH_NUMBER, PRINTABLE, PRICE),
  /** Section 1.4.3, Order Cancel: of a part. */
  ORDER_CANCEL('X', ORDER_REFERENCE, SHARES),
  /** Section 1.4.4, Order Delete. */
  ORDER_DELETE('D', ORDER_REFERENCE),
  /** Section 1.4.5, Order Replace. */
  ORDER_REPLACE('U', ORDER_REFERENCE, NEW_ORDER_REFERENCE, SHARES, PRICE),
  /** Section 1.5.1, Trade Message (Non-Cross): against an order that is not displayed. */
  TRADE('P', ORDER_REFERENCE, SIDE, SHARES, STOCK, PRICE, MATCH_NUMBER),
  /** Section 1.5.2, Cross Trade Message. */
  CROSS_TRADE('Q', CROSS_SHARES, STOCK, PRICE, MATCH_NUMBER, CROSS_TYPE),
  /** Section 1.5.3, Broken Trade. */
  BROKEN_TRADE('B', MATCH_NUMBER),
  /** Section 1.6, Net Order Imbalance Indicator. */
  NET_ORDER_IMBALANCE(
      'I',
      PAIRED_SHARES,
      IMBALANCE_SHARES,
      IMBALANCE_DIRECTION,
      STOCK,
      FAR_PRICE,
      NEAR_PRICE,
      REFERENCE_PRICE,
      CROSS_TYPE,
      PRICE_VARIATION),
  /** Section 1.7, Retail Price Improvement Indicator. */
  RETAIL_PRICE_IMPROVEMENT('N', STOCK, INTEREST_FLAG),
  /** Section 1.8, Direct Listing with Capital Raise Price Discovery. */
  DIRECT_LISTING_PRICE_DISCOVERY(
      'O',
      STOCK,
      OPEN_ELIGIBILITY,
      MINIMUM_ALLOWABLE_PRICE,
      MAXIMUM_ALLOWABLE_PRICE,
      NEAR_EXECUTION_PRICE,
      NEAR_EXECUTION_TIME,
      LOWER_PRICE_RANGE_COLLAR,
      UPPER_PRICE_RANGE_COLLAR);

  /** Type, stock locate, tracking number and timestamp stand before the fields of every type. */
  public static final int HEADER_LENGTH = 11;

  /** The length of the longest type. */
  public static final int MAX_LENGTH = 50;

  private static final int ABSENT = 0;
  private static final int CODES = 128;
  private static final byte[] LENGTHS = new byte[CODES];
  private static final ItchType[] BY_CODE = new ItchType[CODES];

  static {
    Arrays.fill(BY_CODE, SYSTEM_EVENT);
    for (var type : values()) {
      LENGTHS[type.code] = (byte) type.length;
      BY_CODE[type.code] = type;
    }
  }

  private final byte code;
  private final int length;
  private final byte[] offsets = new byte[ItchField.values().length];

  ItchType(char code, ItchField... fields) {
    this.code = (byte) code;
    var offset = HEADER_LENGTH;
    for (var field : fields) {
      offsets[field.ordinal()] = (byte) offset;
      offset += field.width();
    }
    this.length = offset;
  }

  /** The length in bytes, header included, of the type with a code; 0 if there is no such type. */
  public static int lengthOf(byte code) {
    return code < 0 ? 0 : LENGTHS[code];
  }

  /** The type of a code for which {@link #lengthOf} is not 0. */
  static ItchType ofKnown(byte code) {
    return BY_CODE[code];
  }

  /** The message's first byte. */
  public byte code() {
    return code;
  }

  /** The length in bytes, header included. */
  public int length() {
    return length;
  }

  /** Whether messages of this type carry the field. */
  public boolean has(ItchField field) {
    return offsets[field.ordinal()] != ABSENT;
  }

  /** Where the field begins in the message; 0 if this type has it not. */
  int offset(ItchField field) {
    return offsets[field.ordinal()];
  }
}

package openbell.model.fix;

/** Tags and values of FIX 4.4 market data, and two tags of FIX 5.0 SP2 (83, 2446). */
public final class FixTags {
  /** Class-path name of the dictionary that both ends parse with. */
  public static final String DICTIONARY = "openbell/fix/market-data-44.xml";

  public static final int SYMBOL = 55;
  public static final int TEXT = 58;

  /** Per symbol, rising by one with each entry; a snapshot carries the last one it contains. */
  public static final int RPT_SEQ = 83;

  public static final int NO_RELATED_SYM = 146;

  /** The market identifier code of a symbol. */
  public static final int SECURITY_EXCHANGE = 207;

  public static final int MD_REQ_ID = 262;

  /** 0 snapshot, 1 snapshot and updates, 2 no more updates. */
  public static final int SUBSCRIPTION_REQUEST_TYPE = 263;

  public static final int MARKET_DEPTH = 264;

  /** 0 full refresh, 1 incremental. */
  public static final int MD_UPDATE_TYPE = 265;

  public static final int AGGREGATED_BOOK = 266;
  public static final int NO_MD_ENTRY_TYPES = 267;
  public static final int NO_MD_ENTRIES = 268;

  /** 0 bid, 1 offer, 2 trade. */
  public static final int MD_ENTRY_TYPE = 269;

  public static final int MD_ENTRY_PX = 270;
  public static final int MD_ENTRY_SIZE = 271;
  public static final int MD_ENTRY_DATE = 272;
  public static final int MD_ENTRY_TIME = 273;
  public static final int MD_ENTRY_ID = 278;

  /** 0 new, 1 change, 2 delete. */
  public static final int MD_UPDATE_ACTION = 279;

  public static final int MD_REQ_REJ_REASON = 281;
  public static final int SECURITY_REQ_ID = 320;
  public static final int SECURITY_RESPONSE_ID = 322;
  public static final int TOT_NO_RELATED_SYM = 393;
  public static final int USERNAME = 553;
  public static final int PASSWORD = 554;
  public static final int SECURITY_LIST_REQUEST_TYPE = 559;
  public static final int SECURITY_REQUEST_RESULT = 560;
  public static final int LAST_FRAGMENT = 893;

  /** 1 buy, 2 sell. */
  public static final int AGGRESSOR_SIDE = 2446;

  private FixTags() {}
}

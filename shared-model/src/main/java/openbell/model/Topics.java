package openbell.model;

/** The Kafka topics (CONTRACT.md, section 4). Fact topics are retained, never compacted. */
public final class Topics {
  public static final String MARKETDATA_BBO = "marketdata.bbo.v1";
  public static final String MARKETDATA_TRADES = "marketdata.trades.v1";
  public static final String MARKETDATA_DEPTH = "marketdata.depth.v1";

  /** Compacted: the latest Quote of each symbol. */
  public static final String MARKETDATA_LATEST = "marketdata.latest.v1";

  /** Compacted: the Instrument of each symbol. */
  public static final String REFERENCE_INSTRUMENTS = "reference.instruments.v1";

  /** VenueCommand; partition by the instrument's map, never a key hash. */
  public static final String VENUE_ORDERS = "venue.orders.v1";

  /** ExecutionReport; the partition of its order's command. */
  public static final String VENUE_EXECUTION_REPORTS = "venue.execution-reports.v1";

  /** AccountEvent; keyed by account. */
  public static final String ACCOUNT_EVENTS = "account.events.v1";

  private Topics() {}
}

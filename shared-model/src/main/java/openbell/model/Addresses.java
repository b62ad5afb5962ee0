package openbell.model;

/**
 * The internal event-bus addresses: {@code <module>.<cmd|qry|evt>.<name>[.<key>]}. No address that
 * a browser may see (CONTRACT.md, section 3) can match one.
 */
public final class Addresses {
  /** PlaceOrderRequest -> OrderReply. */
  public static final String ORDER_PLACE = "order.cmd.new-order-single";

  /** CancelOrderRequest -> OrderReply. */
  public static final String ORDER_CANCEL = "order.cmd.cancel";

  /** ReplaceOrderRequest -> OrderReply. */
  public static final String ORDER_REPLACE = "order.cmd.replace";

  /** CancelAllRequest -> CancelAllReply. */
  public static final String ORDER_CANCEL_ALL = "order.cmd.cancel-all";

  /** PlaceOrderRequest -> PreviewReply; nothing is written. */
  public static final String ORDER_PREVIEW = "order.qry.preview";

  /** OrderHistoryRequest -> OrderHistoryReply. */
  public static final String ORDER_HISTORY = "order.qry.history";

  /** GetOrderRequest -> GetOrderReply. */
  public static final String ORDER_GET = "order.qry.order";

  /** ExplainOrderRequest -> ExplainOrderReply. */
  public static final String ORDER_EXPLAIN = "order.qry.explain";

  /** ListOrdersRequest -> ListOrdersReply. */
  public static final String ORDER_LIST = "order.qry.orders";

  /** NewTriggerRequest -> TriggerReply. */
  public static final String ORDER_NEW_TRIGGER = "order.cmd.new-trigger";

  /** ModifyTriggerRequest -> TriggerReply. */
  public static final String ORDER_MODIFY_TRIGGER = "order.cmd.modify-trigger";

  /** CancelTriggerRequest -> TriggerReply. */
  public static final String ORDER_CANCEL_TRIGGER = "order.cmd.cancel-trigger";

  /** GetTriggerRequest -> TriggerReply. */
  public static final String ORDER_TRIGGER = "order.qry.trigger";

  /** ListTriggersRequest -> ListTriggersReply. */
  public static final String ORDER_TRIGGERS = "order.qry.triggers";

  /** CheckOrdersRequest -> CheckOrdersReply. */
  public static final String RISK_CHECK = "risk.qry.check";

  /** HaltsRequest -> HaltsReply. */
  public static final String RISK_HALTS = "risk.qry.halts";

  /** RulesRequest -> RulesReply. */
  public static final String RISK_RULES = "risk.qry.rules";

  /** AccountLimitsRequest -> AccountLimitsReply. */
  public static final String RISK_LIMITS = "risk.qry.limits";

  /** RiskStandingRequest -> RiskStandingReply. */
  public static final String RISK_STANDING = "risk.qry.standing";

  /** RiskChangeRequest -> RiskChangeReply. */
  public static final String RISK_CHANGE = "risk.cmd.change";

  /** RiskStandingRequest, published after a change: a hint to look at the store. */
  public static final String RISK_CHANGED = "risk.evt.changed";

  /** AccountControlsRequest -> AccountControlsReply. */
  public static final String ACCOUNT_CONTROLS = "order.qry.controls";

  /** SetAccountControlsRequest -> AccountControlsReply. */
  public static final String SET_ACCOUNT_CONTROLS = "order.cmd.set-controls";

  /** OpenAccountRequest -> OpenAccountReply. */
  public static final String LEDGER_OPEN_ACCOUNT = "ledger.cmd.open-account";

  /** AccountQuery -> FundsReply. */
  public static final String LEDGER_FUNDS = "ledger.qry.funds";

  /** AccountQuery -> PortfolioReply. */
  public static final String LEDGER_PORTFOLIO = "ledger.qry.portfolio";

  /** EventsRequest -> EventsReply. */
  public static final String LEDGER_EVENTS = "ledger.qry.events";

  /** VerifyRequest -> VerifyReply. */
  public static final String LEDGER_VERIFY = "ledger.qry.verify";

  /** SearchRequest -> SearchReply. */
  public static final String SEARCH_INSTRUMENTS = "search.qry.instruments";

  /** SessionRequest -> SessionReply. */
  public static final String GATEWAY_SESSION = "gateway.qry.session";

  /** EndedSessionsRequest -> EndedSessionsReply. */
  public static final String GATEWAY_ENDED_SESSIONS = "gateway.qry.ended-sessions";

  /** SessionEnded, published by the node that revoked it: a hint, which may be lost. */
  public static final String GATEWAY_SESSION_ENDED = "gateway.evt.session-ended";

  /** ApiRequest -> ApiReply. */
  public static final String GATEWAY_API = "gateway.cmd.api";

  /** FeedStatus, published once a second for each feed by each node that runs it or stands by. */
  public static final String FEED_STATUS = "feed.evt.status";

  private Addresses() {}

  /** FeedFailOverRequest -> FeedFailOverReply, served by the owner of this shard of a session. */
  public static String feedFailOver(String session, int shard) {
    return "feed.cmd.fail-over." + session + "." + shard;
  }

  /** QuoteBatch, published: one bus shard of the symbols; also its heartbeat, each second. */
  public static String quotes(int shard) {
    return "marketdata.evt.quotes." + shard;
  }

  /** TradeBatch, published. */
  public static String trades(int shard) {
    return "marketdata.evt.trades." + shard;
  }

  /** EncodedDepthBatch, published. */
  public static String encodedDepth(int shard) {
    return "marketdata.evt.depth." + shard;
  }

  /** VenueMarketData, published by the owner of a venue partition after its commit. */
  public static String venueMarketData(int partition) {
    return "venue.evt.market-data." + partition;
  }

  /** VenueSnapshotRequest -> VenueMarketData. */
  public static String venueSnapshot(int partition) {
    return "venue.qry.snapshot." + partition;
  }

  /** The bus shard of a canonical symbol. */
  public static int shardOf(String symbol, int shards) {
    return Math.floorMod(symbol.hashCode(), shards);
  }
}

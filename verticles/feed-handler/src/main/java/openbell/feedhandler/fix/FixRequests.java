package openbell.feedhandler.fix;

import java.util.Collection;

/** What the market asks of the counterparty; returns at once, and may be lost like any message. */
interface FixRequests {
  /** Asks for the symbols (SecurityListRequest, x). */
  void securityList(String securityReqId);

  /**
   * Asks for symbols' books (MarketDataRequest, V).
   *
   * @param updates whether their changes are wanted too, or the snapshots alone
   */
  void marketData(String mdReqId, Collection<String> symbols, boolean updates);

  /** Ends the connection; the engine logs on again. */
  void reconnect();
}

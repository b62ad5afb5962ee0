package openbell.exchangesimulator.fix;

import java.util.List;

/**
 * FIX V.
 *
 * @param depth MarketDepth (264): levels of each side, 0 for all
 * @param symbols canonical; what is no symbol is left as it was said
 */
record MarketDataRequest(
    String mdReqId, Subscription subscription, int depth, List<String> symbols) {
  /** SubscriptionRequestType (263). */
  enum Subscription {
    SNAPSHOT,
    SUBSCRIBE,
    UNSUBSCRIBE
  }
}

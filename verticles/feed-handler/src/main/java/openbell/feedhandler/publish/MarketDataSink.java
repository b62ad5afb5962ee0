package openbell.feedhandler.publish;

/**
 * Where market data go. Called on the feed handler's event loop; never blocks and never fails its
 * caller: what a sink cannot take now waits conflated and bounded, then the oldest is dropped and
 * counted.
 */
public interface MarketDataSink {
  /** Takes what changed in 5 ms; may be empty. */
  void accept(MarketDataChanges changes);

  /** Says, each second, that the feed lives, where receivers wait for that. */
  void heartbeat();
}

package openbell.feedhandler;

import openbell.model.Addresses;
import openbell.wire.reference.Instrument;

/**
 * One feed: a session's share of the symbols. Shares are by the bare symbol, so that all venues of
 * one name meet in one feed.
 *
 * @param shard from 0 to shards - 1
 */
record FeedName(String session, int shard, int shards) {

  /** The lease of its owner, and the feed's part in health. */
  String lease() {
    return "feed." + session + "." + shard;
  }

  /** Whether the instrument is in this share. */
  boolean covers(Instrument instrument) {
    var symbol = instrument.getSymbol();
    var bare = symbol.substring(symbol.indexOf(':') + 1);
    return Addresses.shardOf(bare, shards) == shard;
  }
}

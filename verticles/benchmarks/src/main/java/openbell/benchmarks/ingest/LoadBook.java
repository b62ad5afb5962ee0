package openbell.benchmarks.ingest;

import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.Quote;

/**
 * One generated instrument, a function of how often it changed: what the platform must end with.
 */
interface LoadBook {
  String symbol();

  /** How many trades it had; their ids are 1, 2, ... in this order. */
  int trades();

  /** Whether a quote says what this book, its last trade and its volume are. */
  boolean agreesWith(Quote quote);

  /** Whether a depth has exactly the 20 levels of this book's sides. */
  boolean agreesWith(Depth depth);
}

package openbell.benchmarks.orders;

/** What is known of an order's way, in its order. */
enum Moment {
  /** When it was to be sent. */
  INTENDED,
  /** The platform: it passed all checks and is about to be committed. */
  ACCEPTED,
  /** Its 202 was here. */
  ANSWERED,
  /** The venue's log: its command was written. Whole milliseconds. */
  LOGGED,
  /** The venue: the engine took it up. */
  DEQUEUED,
  /** The venue: the engine had decided. */
  DECIDED,
  /** The ledger: its last fill was booked. */
  BOOKED,
  /** The event of its last fill was at the customer's socket. */
  SEEN,
}

package openbell.systemtest.torture;

/** What a round kills (SIGKILL) or stops for longer than a lease lives (SIGSTOP, SIGCONT). */
enum Victim {
  /** The process of gateway, order, risk, ledger, fan-out and search. */
  MONEY_NODE,
  /** The process of venue, feed handler and simulated exchange. */
  VENUE_NODE,
  POSTGRES,
  KAFKA,
  REDIS,
  /** All processes at once, stores included. */
  EVERYTHING,
  /** Stopped until its leases have expired, then continued: it believes that it still owns them. */
  STOPPED_VENUE_NODE,
  STOPPED_MONEY_NODE
}

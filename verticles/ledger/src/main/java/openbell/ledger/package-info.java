/**
 * The money: double-entry accounts, transfers, holds, cost basis and account events. Its migrations
 * publish the functions by which other modules post inside their own transaction; its verticle
 * answers queries, opens accounts, publishes account events and proves the invariants.
 */
package openbell.ledger;

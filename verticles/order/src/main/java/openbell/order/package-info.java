/** The life of orders: intake, cancel, queries, the outbox to the venue, its execution reports. */
package openbell.order;

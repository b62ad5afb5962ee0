/**
 * The plumbing that every verticle stands on: configuration, bus, Postgres, Redis, Kafka, outbox
 * relay, leases, health, metrics, the HTTP server, and what every node knows (instruments, latest
 * quotes). No business rule lives here.
 */
package openbell.runtime;

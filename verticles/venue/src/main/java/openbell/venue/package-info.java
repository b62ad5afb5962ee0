/**
 * The internal exchange: one thread per partition applies the log of commands to its books, and
 * writes what follows in the same Kafka transaction that notes how far it got.
 */
package openbell.venue;

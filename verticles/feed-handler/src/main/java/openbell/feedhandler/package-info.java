/**
 * Feed sessions to published market data: normalise, number, and hand to bus, Kafka and Redis. One
 * event loop runs all of it.
 */
package openbell.feedhandler;

/** Where market data go: the bus, Kafka and Redis, each conflated and bounded. */
package openbell.feedhandler.publish;

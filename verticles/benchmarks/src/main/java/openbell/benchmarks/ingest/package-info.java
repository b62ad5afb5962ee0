/** Feed updates through one feed handler into the bus, Kafka and Redis, and what is lost. */
package openbell.benchmarks.ingest;

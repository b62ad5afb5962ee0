/** Bench {@code orders}: the whole platform in one process, from the REST door to the socket. */
package openbell.benchmarks.orders;

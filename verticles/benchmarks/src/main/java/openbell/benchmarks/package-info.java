/**
 * Benchmarks: each beside its peer, in the same call, in turns. The ratio is the figure to quote.
 */
package openbell.benchmarks;

/**
 * The exchange's FIX 4.4 door: a QuickFIX/J acceptor that serves the tape as market data. Orders
 * will come through the same acceptor, beside {@link
 * openbell.exchangesimulator.fix.FixApplication}'s market-data messages.
 */
package openbell.exchangesimulator.fix;

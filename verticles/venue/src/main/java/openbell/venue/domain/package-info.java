/**
 * The matching engine, pure: no Vert.x, no I/O, no clock, no random, no logging. Time is an
 * argument, and everything here is a function of what was applied before.
 *
 * <p>Prices are in 1/10,000 of the currency unit, quantities are whole units, instants are
 * microseconds since 1970 (UTC).
 */
package openbell.venue.domain;

/**
 * How the simulated participants decide, pure: chance comes from a seed, time is an argument.
 * Prices are in 1/10,000 of the currency unit, quantities are whole units.
 */
package openbell.exchangesimulator.domain;

/**
 * What a socket is told of a quote, and when: cells with their encoded fragments, subscriptions,
 * and the mapping of account events to the words used outside. Pure: no Vert.x, no I/O, no clock.
 */
package openbell.quotefanout.domain;

/**
 * The life of an order, what it may cost and what an intake batch decides. Pure: no Vert.x, no I/O,
 * no clock, no random; time is an argument. Money and prices in 1/10,000, quantities whole.
 */
package openbell.order.domain;

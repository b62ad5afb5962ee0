/** The rules themselves. Pure: no Vert.x, no I/O, no clock; time is an argument. */
package openbell.risk.domain;

/**
 * What is said at the raw WebSocket door, and how its two subprotocols write it down. Called on the
 * event loop of a socket; holds nothing.
 */
package openbell.quotefanout.raw;

/**
 * The subscription table, conflation and the streaming doors of a node: one engine per event loop
 * of the node's HTTP server.
 */
package openbell.quotefanout;

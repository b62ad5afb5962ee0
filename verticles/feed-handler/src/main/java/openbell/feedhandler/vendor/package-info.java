/**
 * An aggregator's JSON: over a WebSocket, or by HTTP long poll as its fallback. One decoder and one
 * sequence check for both; the module's README documents the messages.
 */
package openbell.feedhandler.vendor;

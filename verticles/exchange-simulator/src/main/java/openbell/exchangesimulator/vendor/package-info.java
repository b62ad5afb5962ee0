/**
 * The exchange as an aggregator would serve it: JSON over a WebSocket, and HTTP long poll as its
 * fallback. feed-handler's README documents the messages.
 */
package openbell.exchangesimulator.vendor;

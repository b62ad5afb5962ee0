/**
 * Where market data come from: one adapter per protocol behind {@link
 * openbell.feedhandler.session.FeedSession}; the larger ones have packages of their own beside this
 * one.
 */
package openbell.feedhandler.session;

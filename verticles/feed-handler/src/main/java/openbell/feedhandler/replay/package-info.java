/** Recorded market data: LOBSTER files, read as a stream and played back by a clock. */
package openbell.feedhandler.replay;

/**
 * Market data as a function of what the feeds said: books, day states, checks. No I/O, no clock;
 * time is an argument. Nothing here is thread-safe: one event loop owns each object.
 */
package openbell.feedhandler.domain;

/**
 * FIX 4.4 market data: a QuickFIX/J initiator on threads of its own, its messages decoded there,
 * and the books of its symbols on the feed handler's event loop.
 */
package openbell.feedhandler.fix;

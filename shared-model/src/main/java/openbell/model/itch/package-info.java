/**
 * NASDAQ TotalView-ITCH 5.0 messages: what feed handlers decode and the exchange simulator encodes.
 * The sections named here are those of the specification "NASDAQ TotalView-ITCH 5.0". Framing is
 * not part of it: files, SoupBinTCP and MoldUDP64 carry these messages.
 */
package openbell.model.itch;

/** The session {@code itch}: TotalView-ITCH 5.0 over SoupBinTCP or two lines of MoldUDP64. */
package openbell.feedhandler.itch;

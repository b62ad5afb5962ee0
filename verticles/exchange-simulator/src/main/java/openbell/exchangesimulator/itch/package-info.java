/** The exchange's ITCH feed: one synthetic order per price level, over SoupBinTCP and MoldUDP64. */
package openbell.exchangesimulator.itch;

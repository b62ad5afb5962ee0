/** SoupBinTCP 3.00 (NASDAQ): packets of a session over TCP, for both of its ends. Pure. */
package openbell.model.soup;

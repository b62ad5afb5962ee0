/** MoldUDP64 1.0 (NASDAQ): numbered messages in datagrams, for both of its ends. Pure. */
package openbell.model.mold;

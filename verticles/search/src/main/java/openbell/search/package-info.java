/** Instrument search: a Lucene index in memory in every search verticle, behind one address. */
package openbell.search;

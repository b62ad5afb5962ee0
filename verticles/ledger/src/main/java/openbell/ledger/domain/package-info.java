/** The ledger's decisions: values and pure arithmetic, no I/O, no clock. */
package openbell.ledger.domain;

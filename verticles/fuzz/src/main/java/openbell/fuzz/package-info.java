/** Hostile inputs for the tests of decoders. */
package openbell.fuzz;

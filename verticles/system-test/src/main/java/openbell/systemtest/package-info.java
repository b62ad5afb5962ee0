/** The platform as real processes, for tests of the whole and for torture. */
package openbell.systemtest;

/** What the venue publishes, in order and without a gap, for the doors that serve it to others. */
package openbell.exchangesimulator.tape;

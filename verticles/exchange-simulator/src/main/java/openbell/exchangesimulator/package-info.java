/** Simulated participants, who trade in the venue as everybody does: through its input log. */
package openbell.exchangesimulator;

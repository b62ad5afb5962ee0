/** The capture format: what a running platform published, recorded to be played again. */
package openbell.feedhandler.capture;

/** Lines of numbered messages made one: first arrival wins, what is missing is asked for. Pure. */
package openbell.feedhandler.itch.domain;

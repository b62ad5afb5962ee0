/** Markets and their calendars: pure values, instants are arguments. */
package openbell.model.market;

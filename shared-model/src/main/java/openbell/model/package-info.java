/**
 * The words that modules exchange: value types, names of addresses, topics and keys, and the
 * mapping between the domain's enums and the Protobuf schemas ({@code openbell.wire}). Pure: no
 * Vert.x, no I/O, no clock.
 */
package openbell.model;

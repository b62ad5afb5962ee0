/** The flags of accounts, and what a kill switch does to the orders that live. */
package openbell.order.controls;

/**
 * Orders that wait for a price, pure: what a trigger is, which trades meet it, what may become of
 * it.
 */
package openbell.order.trigger.domain;

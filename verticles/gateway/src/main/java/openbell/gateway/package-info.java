/**
 * The HTTP edge: REST, log-in, rate limits, the page, and the instruments' source of truth. {@code
 * Gateway} is mounted on the HTTP server of each event loop, {@code GatewayVerticle} runs once per
 * node; {@code web} is what all requests have in common, {@code api} the resources and the plain
 * words of the outside, {@code auth} users and sessions, {@code reference} the instruments.
 */
package openbell.gateway;

package openbell.order.domain;

/**
 * What a replace's transaction has read under the locks of the account and the order.
 *
 * @param holdLeft what the order's hold still holds
 * @param available units of the held asset that are neither spent nor held
 */
public record ReplaceState(AccountState account, long holdLeft, long available) {}

package openbell.order.domain;

/**
 * What a replace's transaction has read under the locks of the account and the order.
 *
 * @param holdLeft what the order's hold still holds
 * @param available units of the held asset that are neither spent nor held
 * @param guards what the account's limits are compared with
 */
public record ReplaceState(AccountState account, long holdLeft, long available, GuardState guards) {

  /** A state of an account without limits. */
  public ReplaceState(AccountState account, long holdLeft, long available) {
    this(account, holdLeft, available, GuardState.NONE);
  }
}

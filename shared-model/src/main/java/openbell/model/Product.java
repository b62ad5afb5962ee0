package openbell.model;

/** How an order is paid for. */
public enum Product {
  DELIVERY(openbell.wire.common.Product.PRODUCT_DELIVERY);

  private final openbell.wire.common.Product wire;

  Product(openbell.wire.common.Product wire) {
    this.wire = wire;
  }

  /** The value of a wire value; throws IllegalArgumentException if it is unspecified or unknown. */
  public static Product of(openbell.wire.common.Product wire) {
    return switch (wire) {
      case PRODUCT_DELIVERY -> DELIVERY;
      case PRODUCT_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a Product: " + wire);
    };
  }

  /** This value on the wire. */
  public openbell.wire.common.Product wire() {
    return wire;
  }
}

package openbell.exchangesimulator.itch;

/** A price level as the one order that stands for it. On the tape's event loop. */
final class RestingLevel {
  private long reference;
  private long qty;

  RestingLevel(long reference, long qty) {
    become(reference, qty);
  }

  void become(long newReference, long newQty) {
    reference = newReference;
    qty = newQty;
  }

  void reduceTo(long newQty) {
    qty = newQty;
  }

  long reference() {
    return reference;
  }

  long qty() {
    return qty;
  }
}

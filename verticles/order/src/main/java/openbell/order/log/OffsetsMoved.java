package openbell.order.log;

/** Another reader moved the offsets: nothing was applied, they must be read again. */
public final class OffsetsMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OffsetsMoved() {
    super("another reader moved the offsets", null, false, false);
  }
}

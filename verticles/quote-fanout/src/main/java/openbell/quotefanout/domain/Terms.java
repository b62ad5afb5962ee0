package openbell.quotefanout.domain;

/**
 * On what terms a socket watches a symbol.
 *
 * @param changedOnly updates tell changed fields alone
 * @param minChangePpm updates come when the last price has moved by at least so many millionths of
 *     what was told before; 0: with every change
 */
public record Terms(QuoteFormat format, boolean changedOnly, long minChangePpm) {
  private static final long MILLION = 1_000_000;

  /** Everything, in a format. */
  public static Terms of(QuoteFormat format) {
    return new Terms(format, false, 0);
  }

  /** Whether a last price is far enough from the one told. */
  boolean isWorthTelling(long toldPx, long px) {
    if (minChangePpm == 0 || toldPx == 0) {
      return true;
    }
    var moved = Math.abs(px - toldPx);
    return moved > Long.MAX_VALUE / MILLION || moved * MILLION / Math.abs(toldPx) >= minChangePpm;
  }
}

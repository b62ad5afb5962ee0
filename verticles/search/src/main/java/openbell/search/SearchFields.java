package openbell.search;

/** The fields that a query may name; all hold folded terms. */
final class SearchFields {
  /** Canonical symbol, {@code xnse:m&m}. */
  static final String ID = "id";

  /** Symbol as listed, {@code m&m}. */
  static final String CODE = "code";

  /** Symbol's letters and digits, {@code mm}. */
  static final String COMPACT = "compact";

  static final String ISIN = "isin";

  /** First word of the name. */
  static final String FIRST = "first";

  /** Every word of the name. */
  static final String WORD = "word";

  private SearchFields() {}
}

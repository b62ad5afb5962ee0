package openbell.feedhandler.domain;

/** One side of a book, of which a {@link FeedDepth} reads what somebody asks for. */
interface DepthSide {
  /** Writes the best levels. */
  void fill(DepthLevels into);

  /** Whether it may be another than when it was last told. */
  boolean hasChanged();
}

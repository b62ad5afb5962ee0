package openbell.benchmarks.ingest;

/** An order that joined a level for a while. */
final class LevelOrder {
  final long reference;
  final int level;
  long qty;

  LevelOrder(long reference, int level, long qty) {
    this.reference = reference;
    this.level = level;
    this.qty = qty;
  }
}

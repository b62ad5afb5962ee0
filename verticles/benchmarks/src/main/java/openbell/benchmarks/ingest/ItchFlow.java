package openbell.benchmarks.ingest;

import openbell.model.Side;

/** What a book built of orders says when it changes: one call a message. */
interface ItchFlow {
  /** Says nothing: for a copy of the books that is moved on without a feed. */
  ItchFlow SILENT =
      new ItchFlow() {
        @Override
        public void add(int locate, long reference, Side side, long px, long qty) {}

        @Override
        public void execute(int locate, long reference, long qty, long match) {}

        @Override
        public void cancel(int locate, long reference, long qty) {}

        @Override
        public void delete(int locate, long reference) {}

        @Override
        public void replace(int locate, long reference, long newReference, long px, long qty) {}
      };

  void add(int locate, long reference, Side side, long px, long qty);

  void execute(int locate, long reference, long qty, long match);

  void cancel(int locate, long reference, long qty);

  void delete(int locate, long reference);

  void replace(int locate, long reference, long newReference, long px, long qty);
}

package openbell.search;

import java.util.Collection;
import java.util.List;
import openbell.search.domain.SearchQuery;
import openbell.wire.reference.Instrument;

/** Finds instruments by what people type. One writer at a time; any number of readers beside it. */
interface InstrumentIndex {
  /**
   * Adds or replaces instruments by symbol; searches that start later see all of them. Blocks.
   *
   * @throws java.io.UncheckedIOException if the index is closed or its memory is exhausted
   */
  void put(Collection<Instrument> instruments);

  /** The best matches, best first, at most {@code query.limit()}. Blocks for the search's time. */
  List<Instrument> search(SearchQuery query);

  /** Ends it; searches in progress finish. */
  void close();
}

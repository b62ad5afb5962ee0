package openbell.search;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import openbell.model.Symbol;
import openbell.search.domain.SearchQuery;
import openbell.search.domain.SearchText;
import openbell.wire.reference.Instrument;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The index in memory. Its one IndexWriter feeds a SearcherManager, so a change is searchable
 * without a commit. Nothing is analysed: {@link SearchText} folds names and queries alike, and
 * every term is put in as it is. Thread-safe for readers; {@link #put} by one thread at a time.
 */
final class LuceneInstrumentIndex implements InstrumentIndex {
  private static final String ORDER = "order";
  private static final String PRIMARY = "primary";
  private static final String LENGTH = "length";
  private static final String WIRE = "wire";

  /** Equal tiers: primary listings first, then the shorter symbol, then by symbol. */
  private static final Sort BEST_FIRST =
      new Sort(
          SortField.FIELD_SCORE,
          new SortField(PRIMARY, SortField.Type.LONG, true),
          new SortField(LENGTH, SortField.Type.LONG),
          new SortField(ORDER, SortField.Type.STRING));

  /** Held, because the logging system forgets what nobody holds. */
  private static final Logger VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    // No vectors are searched here: advice to load a module for them would only alarm.
    VECTORS.setLevel(Level.SEVERE);
  }

  private final IndexWriter writer;
  private final SearcherManager searchers;

  LuceneInstrumentIndex() {
    try {
      writer =
          new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(new KeywordAnalyzer()));
      searchers = new SearcherManager(writer, new SearcherFactory());
    } catch (IOException noMemory) {
      throw new UncheckedIOException(noMemory);
    }
  }

  @Override
  public void put(Collection<Instrument> instruments) {
    try {
      for (var instrument : instruments) {
        var document = documentOf(instrument);
        writer.updateDocument(new Term(SearchFields.ID, document.get(SearchFields.ID)), document);
      }
      searchers.maybeRefreshBlocking();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Override
  public List<Instrument> search(SearchQuery query) {
    try {
      var searcher = searchers.acquire();
      try {
        return search(searcher, query);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Override
  public void close() {
    try {
      searchers.close();
      writer.rollback();
    } catch (IOException unclean) {
      throw new UncheckedIOException(unclean);
    }
  }

  private static List<Instrument> search(IndexSearcher searcher, SearchQuery query)
      throws IOException {
    var best = searcher.search(TieredQuery.of(query), query.limit(), BEST_FIRST);
    var stored = searcher.storedFields();
    var found = new ArrayList<Instrument>(best.scoreDocs.length);
    for (var hit : best.scoreDocs) {
      found.add(instrumentOf(stored.document(hit.doc).getBinaryValue(WIRE)));
    }
    return List.copyOf(found);
  }

  private static Document documentOf(Instrument instrument) {
    var symbol = Symbol.of(instrument.getSymbol());
    var code = SearchText.folded(symbol.code());
    var document = new Document();
    document.add(
        new StringField(SearchFields.ID, SearchText.folded(instrument.getSymbol()), Store.YES));
    document.add(new StringField(SearchFields.CODE, code, Store.NO));
    document.add(new StringField(SearchFields.COMPACT, SearchText.compact(code), Store.NO));
    if (!instrument.getIsin().isEmpty()) {
      document.add(
          new StringField(SearchFields.ISIN, SearchText.folded(instrument.getIsin()), Store.NO));
    }
    var words = SearchText.words(instrument.getName());
    words.stream()
        .limit(1)
        .forEach(first -> document.add(new StringField(SearchFields.FIRST, first, Store.NO)));
    words.forEach(word -> document.add(new StringField(SearchFields.WORD, word, Store.NO)));
    document.add(new NumericDocValuesField(PRIMARY, instrument.getPrimaryListing() ? 1 : 0));
    document.add(new NumericDocValuesField(LENGTH, code.length()));
    document.add(new SortedDocValuesField(ORDER, new BytesRef(instrument.getSymbol())));
    document.add(new StoredField(WIRE, instrument.toByteArray()));
    return document;
  }

  private static Instrument instrumentOf(BytesRef wire) throws InvalidProtocolBufferException {
    return Instrument.parser().parseFrom(wire.bytes, wire.offset, wire.length);
  }
}

package openbell.feedhandler.fix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import openbell.feedhandler.domain.FeedDepth;
import openbell.feedhandler.domain.Verdict;
import openbell.feedhandler.fix.FixEntry.Print;
import openbell.feedhandler.fix.FixUpdate.Incremental;
import openbell.feedhandler.fix.FixUpdate.Listed;
import openbell.feedhandler.fix.FixUpdate.Malformed;
import openbell.feedhandler.fix.FixUpdate.Refused;
import openbell.feedhandler.fix.FixUpdate.Snapshot;
import openbell.feedhandler.session.FeedListener;

/**
 * The market behind one FIX session: learns the symbols, asks for their books in batches of which
 * one is in hand, keeps the books, asks again for one that missed a change. Everything that it
 * holds is bounded by the symbols that are wanted. Runs on the feed handler's event loop.
 */
final class FixMarket {
  /** The only line of a session. */
  static final int LINE = 0;

  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LIST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private enum Phase {
    LOGGED_OUT,
    /** The list of the symbols was asked for. */
    LISTING,
    /** Books that were never seen in this session are asked for. */
    FILLING,
    /** Every book was asked for at least once. */
    LIVE
  }

  private final FeedListener listener;
  private final FixRequests requests;
  private final Predicate<String> wanted;
  private final int batch;
  private final LongSupplier nanos;
  private final FeedDepth depth = new FeedDepth();
  private final Map<String, FixBook> books = new HashMap<>();
  private final Set<String> toSubscribe = new LinkedHashSet<>();

  /** Asked for one by one: a request that named them with others was refused or not answered. */
  private final Set<String> toRetry = new LinkedHashSet<>();

  /** Of which a change was missed. */
  private final Set<String> toRefresh = new LinkedHashSet<>();

  private final Set<String> inHand = new LinkedHashSet<>();
  private final Set<String> touched = new LinkedHashSet<>();
  private Phase phase = Phase.LOGGED_OUT;
  private String requestInHand = "";
  private String listRequest = "";
  private boolean subscribing;
  private long requestNo;
  private long askedAt;
  private long listedAt;
  private long heardAt;
  private boolean silent;

  /**
   * A market that is not connected.
   *
   * @param wanted whether a canonical symbol is to be asked for
   * @param batch symbols of one request
   * @param nanos a clock that never runs backwards
   */
  FixMarket(
      FeedListener listener,
      FixRequests requests,
      Predicate<String> wanted,
      int batch,
      LongSupplier nanos) {
    this.listener = listener;
    this.requests = requests;
    this.wanted = wanted;
    this.batch = batch;
    this.nanos = nanos;
  }

  /** Takes what the connection tells, in its order. */
  void accept(FixUpdate update) {
    switch (update) {
      case FixUpdate.LoggedOn on -> loggedOn();
      case FixUpdate.LoggedOut out -> loggedOut();
      case FixUpdate.Skipped skipped -> startAnew("the counterparty skipped messages");
      case FixUpdate.Overflowed overflowed -> startAnew("more than could be taken");
      case FixUpdate.Alive alive -> heard();
      case Listed listed -> listed(listed);
      case Snapshot snapshot -> snapshot(snapshot);
      case Incremental incremental -> incremental(incremental);
      case Refused refused -> refused(refused);
      case Malformed malformed -> malformed(malformed);
    }
  }

  /** Looks, a few times a second, for silence and for answers that did not come. */
  void tick() {
    if (phase == Phase.LOGGED_OUT) {
      return;
    }
    var now = nanos.getAsLong();
    if (now - heardAt > DEAD_NANOS) {
      heardAt = now;
      requests.reconnect();
    } else if (now - heardAt > SILENT_NANOS && !silent) {
      silent = true;
      listener.lineDown(LINE, "silent for 2 s");
    }
    if (now - askedAt > ANSWER_NANOS) {
      unanswered();
    }
    // What was listed since is subscribed too.
    if (phase == Phase.LIVE && now - listedAt > LIST_NANOS) {
      askForSymbols();
    }
  }

  private void loggedOn() {
    begin();
    askForSymbols();
  }

  private void loggedOut() {
    if (phase != Phase.LOGGED_OUT) {
      begin();
      phase = Phase.LOGGED_OUT;
      listener.lineDown(LINE, "logged out");
    }
  }

  /**
   * What was missed is not known: every book is asked for again, at once or, where the last list
   * was asked for just before, after the usual wait.
   */
  private void startAnew(String why) {
    if (phase == Phase.LOGGED_OUT) {
      return;
    }
    listener.rejected(Verdict.GAP);
    listener.lineDown(LINE, why);
    begin();
    if (nanos.getAsLong() - askedAt > ANSWER_NANOS) {
      askForSymbols();
    }
  }

  /** Forgets all books; answers to what was asked before are none. */
  private void begin() {
    phase = Phase.LISTING;
    silent = false;
    heardAt = nanos.getAsLong();
    requestInHand = "";
    listRequest = "";
    books.clear();
    toSubscribe.clear();
    toRetry.clear();
    toRefresh.clear();
    inHand.clear();
  }

  private void askForSymbols() {
    listRequest = nextRequest();
    listedAt = askedAt;
    requests.securityList(listRequest);
  }

  private String nextRequest() {
    requestNo++;
    askedAt = nanos.getAsLong();
    return "openbell-" + requestNo;
  }

  private void listed(Listed listed) {
    heard();
    if (!listed.securityReqId().equals(listRequest)) {
      return;
    }
    for (var symbol : listed.symbols()) {
      if (wanted.test(symbol) && books.putIfAbsent(symbol, new FixBook(symbol)) == null) {
        toSubscribe.add(symbol);
      }
    }
    if (listed.last()) {
      listRequest = "";
      phase = phase == Phase.LISTING ? Phase.FILLING : phase;
      askNext();
    }
  }

  private void snapshot(Snapshot snapshot) {
    heard();
    var book = books.get(snapshot.symbol());
    if (book == null) {
      listener.rejected(Verdict.UNKNOWN_SYMBOL);
      return;
    }
    book.snapshot(snapshot);
    listener.snapshot(book.copyTo(depth));
    toRefresh.remove(snapshot.symbol());
    toRetry.remove(snapshot.symbol());
    answered(snapshot.symbol());
  }

  private void incremental(Incremental incremental) {
    heard();
    touched.clear();
    for (var entry : incremental.entries()) {
      var book = books.get(entry.symbol());
      if (book == null) {
        listener.rejected(Verdict.UNKNOWN_SYMBOL);
      } else {
        apply(book, entry);
      }
    }
    for (var symbol : touched) {
      var book = books.get(symbol);
      if (book.isSure()) {
        listener.depth(book.copyTo(depth));
      }
    }
  }

  private void apply(FixBook book, FixEntry entry) {
    switch (book.apply(entry)) {
      case APPLIED -> {
        if (entry.kind() instanceof Print print) {
          listener.trade(book.trade(entry, print));
        } else {
          touched.add(entry.symbol());
        }
      }
      case PASSED_OVER -> {}
      case GAP -> lost(entry.symbol());
    }
  }

  /** A symbol missed a change: it is stale until the snapshot that is asked for. */
  private void lost(String symbol) {
    listener.rejected(Verdict.GAP);
    listener.symbolStale(symbol);
    if (!inHand.contains(symbol) && !toSubscribe.contains(symbol) && !toRetry.contains(symbol)) {
      toRefresh.add(symbol);
    }
    askNext();
  }

  /** One that is asked for alone and refused is left out; of several any may be the reason. */
  private void refused(Refused refused) {
    heard();
    if (!refused.request().equals(requestInHand) || inHand.isEmpty()) {
      return;
    }
    if (inHand.size() == 1) {
      listener.rejected(Verdict.UNKNOWN_SYMBOL);
    } else {
      toRetry.addAll(inHand);
    }
    inHand.clear();
    askNext();
  }

  private void malformed(Malformed malformed) {
    heard();
    listener.rejected(Verdict.MALFORMED);
    var book = books.get(malformed.symbol());
    if (book != null && book.isSure()) {
      book.lose();
      lost(malformed.symbol());
    }
  }

  private void answered(String symbol) {
    if (inHand.remove(symbol) && inHand.isEmpty()) {
      askNext();
    }
  }

  /** The counterparty owes an answer for 2 s: what it did not answer is asked for later. */
  private void unanswered() {
    if (phase == Phase.LISTING) {
      askForSymbols();
      return;
    }
    (subscribing ? toRetry : toRefresh).addAll(inHand);
    inHand.clear();
    askNext();
  }

  /** Sends the next request unless one is in hand. */
  private void askNext() {
    if (!inHand.isEmpty()) {
      return;
    }
    if (!toSubscribe.isEmpty()) {
      ask(toSubscribe, batch, true);
      return;
    }
    filled();
    if (!toRefresh.isEmpty()) {
      ask(toRefresh, batch, false);
    } else if (!toRetry.isEmpty()) {
      ask(toRetry, 1, true);
    }
  }

  private void ask(Set<String> symbols, int most, boolean updates) {
    for (var next = symbols.iterator(); next.hasNext() && inHand.size() < most; ) {
      inHand.add(next.next());
      next.remove();
    }
    subscribing = updates;
    requestInHand = nextRequest();
    requests.marketData(requestInHand, inHand, updates);
  }

  /** Every symbol was asked for once: what was not told has no book. */
  private void filled() {
    if (phase == Phase.FILLING) {
      phase = Phase.LIVE;
      var told = new HashSet<String>();
      books.forEach(
          (symbol, book) -> {
            if (book.isSure()) {
              told.add(symbol);
            }
          });
      listener.snapshotEnd(LINE, told);
      listener.lineUp(LINE);
    }
  }

  private void heard() {
    heardAt = nanos.getAsLong();
    if (silent) {
      silent = false;
      speaksAgain();
    }
  }

  /** Nothing was lost in the silence, for sequence numbers have no gap: the books are as told. */
  private void speaksAgain() {
    if (phase == Phase.LIVE) {
      books.values().stream()
          .filter(FixBook::isSure)
          .forEach(book -> listener.snapshot(book.copyTo(depth)));
      listener.lineUp(LINE);
    }
  }
}

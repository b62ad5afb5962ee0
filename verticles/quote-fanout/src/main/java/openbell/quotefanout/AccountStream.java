package openbell.quotefanout;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import openbell.model.Addresses;
import openbell.wire.account.AccountEvent;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;

/**
 * One account's events for one socket, in sequence and without gaps: what the ledger has since a
 * number, then what comes live; a live event that does not follow makes the ledger be asked again.
 * Holds nothing back but numbers, so it needs no bound. On the socket's event loop.
 */
final class AccountStream {
  private static final int PAGE = 500;
  private static final long RETRY_MS = 1_000;

  private final FanoutEngine engine;
  private final long accountId;
  private final Consumer<AccountEvent> out;
  private final Consumer<String> trouble;
  private long sent;
  private long heard;
  private boolean fetching;
  private boolean closed;

  /**
   * A stream that is not registered yet.
   *
   * @param out takes each event once, ascending by seq
   * @param trouble takes the code of a fault that delays the stream
   */
  AccountStream(
      FanoutEngine engine, long accountId, Consumer<AccountEvent> out, Consumer<String> trouble) {
    this.engine = engine;
    this.accountId = accountId;
    this.out = out;
    this.trouble = trouble;
  }

  long accountId() {
    return accountId;
  }

  /** The account's newest event that this node knows of. */
  long lastSeq() {
    return Math.max(sent, heard);
  }

  /** Registers, then sends everything after {@code since}. */
  void open(long since) {
    sent = since;
    engine.follow(accountId, this);
    fetch();
  }

  /** Registers at the account's present end; {@code atEnd} learns its number first. */
  void openAtEnd(Consumer<Long> atEnd) {
    engine.follow(accountId, this);
    learnEnd(atEnd);
  }

  private void learnEnd(Consumer<Long> atEnd) {
    fetching = true;
    request(0, 1)
        .onSuccess(
            reply -> {
              if (!closed) {
                sent = reply.getLastSeq();
                fetching = false;
                atEnd.accept(sent);
                fetchIfBehind();
              }
            })
        .onFailure(failure -> retry(() -> learnEnd(atEnd)));
  }

  /** An event from the node's consumer. */
  void live(AccountEvent event) {
    if (closed || event.getSeq() <= sent) {
      return;
    }
    heard = Math.max(heard, event.getSeq());
    if (fetching) {
      return;
    }
    if (event.getSeq() == sent + 1) {
      send(event);
    } else {
      fetch();
    }
  }

  void close() {
    closed = true;
    engine.unfollow(accountId, this);
  }

  private void fetch() {
    fetching = true;
    request(sent, PAGE).onSuccess(this::fetched).onFailure(failure -> retry(this::fetch));
  }

  private Future<EventsReply> request(long since, int limit) {
    return engine
        .node()
        .bus()
        .request(
            Addresses.LEDGER_EVENTS,
            EventsRequest.newBuilder()
                .setAccountId(accountId)
                .setSince(since)
                .setLimit(limit)
                .build());
  }

  private void fetched(EventsReply reply) {
    if (closed) {
      return;
    }
    fetching = false;
    for (var event : reply.getEventsList()) {
      if (event.getSeq() > sent) {
        send(event);
      }
    }
    heard = Math.max(heard, reply.getLastSeq());
    if (heard < sent) {
      // The client asked for what comes after an event that was never written.
      sent = heard;
    }
    if (reply.getEventsCount() == PAGE) {
      fetch();
    } else if (reply.getEventsCount() > 0) {
      fetchIfBehind();
    } else if (sent < heard) {
      // The ledger does not show yet what was heard of: not at once again.
      fetching = true;
      engine.node().vertx().timer(RETRY_MS, TimeUnit.MILLISECONDS).onSuccess(waited -> refetch());
    }
  }

  private void fetchIfBehind() {
    if (!closed && sent < heard) {
      fetch();
    }
  }

  private void refetch() {
    if (!closed) {
      fetch();
    }
  }

  private void retry(Runnable again) {
    if (!closed) {
      trouble.accept("system.unavailable");
      engine
          .node()
          .vertx()
          .timer(RETRY_MS, TimeUnit.MILLISECONDS)
          .onSuccess(
              waited -> {
                if (!closed) {
                  again.run();
                }
              });
    }
  }

  private void send(AccountEvent event) {
    sent = event.getSeq();
    out.accept(event);
  }
}

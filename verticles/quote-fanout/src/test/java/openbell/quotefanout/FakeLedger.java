package openbell.quotefanout;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import openbell.model.Addresses;
import openbell.runtime.Node;
import openbell.wire.account.AccountEvent;
import openbell.wire.account.AccountEventBody;
import openbell.wire.account.FundsEvent;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;

/** A ledger whose accounts have the events they were given. */
final class FakeLedger {
  private final List<AccountEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  FakeLedger(Node node) {
    FanoutServer.await(node.bus().serve(Addresses.LEDGER_EVENTS, this::since));
  }

  /** A deposit of one unit more than the account's event before. */
  static AccountEvent deposit(long accountId, long seq) {
    var funds = FundsEvent.newBuilder().setCurrency("INR").setAmount(seq * 10_000);
    return AccountEvent.newBuilder()
        .setAccountId(accountId)
        .setSeq(seq)
        .setType("funds.deposited")
        .setBody(AccountEventBody.newBuilder().setFunds(funds))
        .build();
  }

  /** Writes an event, and gives it back for sending live. */
  AccountEvent write(AccountEvent event) {
    events.add(event);
    return event;
  }

  int requests() {
    return requests.get();
  }

  private Future<EventsReply> since(EventsRequest request) {
    requests.incrementAndGet();
    var ofAccount =
        events.stream().filter(event -> event.getAccountId() == request.getAccountId()).toList();
    var last = ofAccount.stream().mapToLong(AccountEvent::getSeq).max().orElse(0);
    return Future.succeededFuture(
        EventsReply.newBuilder()
            .setLastSeq(last)
            .addAllEvents(
                ofAccount.stream()
                    .filter(event -> event.getSeq() > request.getSince())
                    .limit(request.getLimit())
                    .toList())
            .build());
  }
}

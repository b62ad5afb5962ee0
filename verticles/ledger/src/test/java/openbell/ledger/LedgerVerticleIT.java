package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import java.util.List;
import java.util.UUID;
import openbell.ledger.LedgerCalls.Fill;
import openbell.model.Addresses;
import openbell.model.Side;
import openbell.runtime.Fault;
import openbell.wire.account.AccountEvent;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.CashBalance;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;
import openbell.wire.ledger.Funding;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import openbell.wire.ledger.OpeningHolding;
import openbell.wire.ledger.PortfolioReply;
import openbell.wire.ledger.Position;
import openbell.wire.ledger.VerifyReply;
import openbell.wire.ledger.VerifyRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger as others see it: over the bus, on the real Postgres. */
@Timeout(60)
class LedgerVerticleIT {
  private static LedgerDatabase database;
  private static LedgerNode node;

  @BeforeAll
  static void start() throws Exception {
    database = LedgerDatabase.fresh("verticle");
    node = LedgerNode.start(database);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @Test
  void opensAnAccountOnceAndTellsItsDeposits() throws Exception {
    var accountId = LedgerDatabase.newAccountId();
    var request = opening(accountId).build();

    assertThat(ask(OpenAccountReply.class, Addresses.LEDGER_OPEN_ACCOUNT, request))
        .isEqualTo(OpenAccountReply.newBuilder().setOpened(true).build());
    assertThat(ask(OpenAccountReply.class, Addresses.LEDGER_OPEN_ACCOUNT, request))
        .isEqualTo(OpenAccountReply.newBuilder().setOpened(false).build());

    var events = ask(EventsReply.class, Addresses.LEDGER_EVENTS, since(accountId, 0, 10));
    assertThat(events.getLastSeq()).isEqualTo(2);
    assertThat(events.getEventsList())
        .extracting(AccountEvent::getSeq, AccountEvent::getType)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "funds.deposited"),
            org.assertj.core.groups.Tuple.tuple(2L, "funds.deposited"));
    assertThat(events.getEvents(0).getBody().getFunds().getAmount()).isEqualTo(10_000);
    assertThat(events.getEvents(1).getBody().getFunds().getCurrency()).isEqualTo("USD");
  }

  @Test
  void fundsAndPortfolioShowWhatIsHeldAndOwed() throws Exception {
    var accountId = LedgerDatabase.newAccountId();
    ask(OpenAccountReply.class, Addresses.LEDGER_OPEN_ACCOUNT, opening(accountId).build());
    try (var connection = database.connect()) {
      var ledger = new LedgerCalls(connection);
      ledger.hold(accountId, "INR", 4_000);
      ledger.hold(accountId, "XNSE:TCS", 2);
      ledger.post(List.of(purchaseBeyondTheCash(accountId)));
    }

    var funds = ask(FundsReply.class, Addresses.LEDGER_FUNDS, query(accountId));
    var portfolio = ask(PortfolioReply.class, Addresses.LEDGER_PORTFOLIO, query(accountId));

    assertThat(funds.getBalancesList())
        .containsExactly(cash("INR", 4_000, 4_000, 0, 500), cash("USD", 20_000, 0, 20_000, 0));
    assertThat(portfolio.getCashList()).isEqualTo(funds.getBalancesList());
    assertThat(portfolio.getPositionsList())
        .containsExactly(
            Position.newBuilder()
                .setSymbol("XNSE:INFY")
                .setQty(1)
                .setAvailable(1)
                .setCurrency("INR")
                .setCost(6_500)
                .build(),
            Position.newBuilder()
                .setSymbol("XNSE:TCS")
                .setQty(5)
                .setHeld(2)
                .setAvailable(3)
                .setCurrency("INR")
                .setCost(5_000)
                .build());
    assertThat(portfolio.getSeq()).isEqualTo(2);
  }

  @Test
  void eventsArePagedBySeq() throws Exception {
    var accountId = LedgerDatabase.newAccountId();
    ask(OpenAccountReply.class, Addresses.LEDGER_OPEN_ACCOUNT, opening(accountId).build());

    var first = ask(EventsReply.class, Addresses.LEDGER_EVENTS, since(accountId, 0, 1));
    var second = ask(EventsReply.class, Addresses.LEDGER_EVENTS, since(accountId, 1, 1));
    var none = ask(EventsReply.class, Addresses.LEDGER_EVENTS, since(accountId, 2, 1));

    assertThat(first.getEventsList()).extracting(AccountEvent::getSeq).containsExactly(1L);
    assertThat(second.getEventsList()).extracting(AccountEvent::getSeq).containsExactly(2L);
    assertThat(none).isEqualTo(EventsReply.newBuilder().setLastSeq(2).build());
  }

  @Test
  void anAccountThatIsNotOpenHasNothing() throws Exception {
    assertThat(ask(FundsReply.class, Addresses.LEDGER_FUNDS, query(5)))
        .isEqualTo(FundsReply.getDefaultInstance());
    assertThat(ask(PortfolioReply.class, Addresses.LEDGER_PORTFOLIO, query(5)))
        .isEqualTo(PortfolioReply.getDefaultInstance());
    assertThat(ask(EventsReply.class, Addresses.LEDGER_EVENTS, since(5, 0, 10)))
        .isEqualTo(EventsReply.getDefaultInstance());
  }

  @Test
  void everyInvariantIsAnswered() throws Exception {
    var reply = ask(VerifyReply.class, Addresses.LEDGER_VERIFY, VerifyRequest.getDefaultInstance());

    assertThat(reply.getInvariantsList())
        .hasSize(InvariantChecks.ALL.size())
        .allSatisfy(invariant -> assertThat(invariant.getBreaks()).isZero());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedRequestFailsAndDoesNothing(Message request) throws Exception {
    var address =
        request instanceof OpenAccountRequest
            ? Addresses.LEDGER_OPEN_ACCOUNT
            : Addresses.LEDGER_EVENTS;

    assertThatThrownBy(() -> ask(Message.class, address, request)).hasCauseInstanceOf(Fault.class);

    assertThat(ask(FundsReply.class, Addresses.LEDGER_FUNDS, query(6)).getSeq()).isZero();
  }

  static List<Message> malformed() {
    var funding = Funding.newBuilder().setCurrency("INR").setAmount(1);
    var holding = OpeningHolding.newBuilder().setSymbol("XNSE:TCS").setQty(1).setCurrency("INR");
    var open = OpenAccountRequest.newBuilder().setAccountId(6);
    return List.of(
        OpenAccountRequest.getDefaultInstance(),
        open.clone().addFunding(funding.clone().setAmount(0)).build(),
        open.clone().addFunding(funding.clone().setAmount(Long.MIN_VALUE)).build(),
        open.clone().addFunding(funding.clone().setCurrency("rupees")).build(),
        open.clone().addFunding(funding).addFunding(funding).build(),
        open.clone().addHoldings(holding.clone().setSymbol("TCS")).build(),
        open.clone().addHoldings(holding.clone().setQty(-1)).build(),
        open.clone().addHoldings(holding.clone().setQty(Long.MAX_VALUE).setPx(2)).build(),
        since(6, 0, 0),
        since(6, 0, 1_001),
        since(6, -1, 10));
  }

  private static OpenAccountRequest.Builder opening(long accountId) {
    return OpenAccountRequest.newBuilder()
        .setAccountId(accountId)
        .addFunding(Funding.newBuilder().setCurrency("INR").setAmount(10_000))
        .addFunding(Funding.newBuilder().setCurrency("USD").setAmount(20_000))
        .addHoldings(
            OpeningHolding.newBuilder()
                .setSymbol("XNSE:TCS")
                .setQty(5)
                .setPx(1_000)
                .setCurrency("INR"));
  }

  private static Fill purchaseBeyondTheCash(long accountId) {
    return new Fill(
        "XNSE|2026-11-20|" + UUID.randomUUID() + "|x",
        UUID.randomUUID(),
        accountId,
        "XNSE:INFY",
        "INR",
        Side.BUY,
        1,
        6_400,
        100,
        0,
        0,
        null);
  }

  private static CashBalance cash(
      String currency, long posted, long held, long available, long receivable) {
    return CashBalance.newBuilder()
        .setCurrency(currency)
        .setPosted(posted)
        .setHeld(held)
        .setAvailable(available)
        .setReceivable(receivable)
        .build();
  }

  private static AccountQuery query(long accountId) {
    return AccountQuery.newBuilder().setAccountId(accountId).build();
  }

  private static EventsRequest since(long accountId, long since, int limit) {
    return EventsRequest.newBuilder()
        .setAccountId(accountId)
        .setSince(since)
        .setLimit(limit)
        .build();
  }

  private static <R extends Message> R ask(Class<R> reply, String address, Message request) {
    return reply.cast(Verified.await(node.node().bus().request(address, request, 10_000)));
  }
}

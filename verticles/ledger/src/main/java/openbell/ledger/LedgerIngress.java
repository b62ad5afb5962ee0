package openbell.ledger;

import io.vertx.core.Future;
import java.util.List;
import openbell.ledger.domain.AccountOpening;
import openbell.ledger.domain.AccountState;
import openbell.ledger.domain.Invariant;
import openbell.model.Addresses;
import openbell.model.Symbol;
import openbell.runtime.Bus;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.CashBalance;
import openbell.wire.ledger.EventsReply;
import openbell.wire.ledger.EventsRequest;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import openbell.wire.ledger.PortfolioReply;
import openbell.wire.ledger.Position;
import openbell.wire.ledger.VerifyReply;
import openbell.wire.ledger.VerifyRequest;

/**
 * Decodes what comes in over the bus, on the verticle's event loop. A malformed request is the
 * caller's bug and fails; an account that is not open has nothing, at seq 0.
 */
final class LedgerIngress {
  private static final int MAX_EVENTS = 1_000;

  private final LedgerService service;

  LedgerIngress(LedgerService service) {
    this.service = service;
  }

  Future<Void> serve(Bus bus) {
    return Future.all(
            List.of(
                bus.serve(Addresses.LEDGER_OPEN_ACCOUNT, this::open),
                bus.serve(Addresses.LEDGER_FUNDS, this::funds),
                bus.serve(Addresses.LEDGER_PORTFOLIO, this::portfolio),
                bus.serve(Addresses.LEDGER_EVENTS, this::events),
                bus.serve(Addresses.LEDGER_VERIFY, this::verify)))
        .mapEmpty();
  }

  private Future<OpenAccountReply> open(OpenAccountRequest request) {
    var opening =
        new AccountOpening(
            request.getAccountId(),
            request.getFundingList().stream()
                .map(each -> new AccountOpening.Deposit(each.getCurrency(), each.getAmount()))
                .toList(),
            request.getHoldingsList().stream()
                .map(
                    each ->
                        AccountOpening.Holding.at(
                            Symbol.of(each.getSymbol()),
                            each.getQty(),
                            each.getPx(),
                            each.getCurrency()))
                .toList());
    return service
        .open(opening)
        .map(opened -> OpenAccountReply.newBuilder().setOpened(opened).build());
  }

  private Future<FundsReply> funds(AccountQuery query) {
    return service
        .state(positive(query.getAccountId()))
        .map(
            state ->
                FundsReply.newBuilder()
                    .addAllBalances(cash(state))
                    .setSeq(state.lastSeq())
                    .build());
  }

  private Future<PortfolioReply> portfolio(AccountQuery query) {
    return service
        .state(positive(query.getAccountId()))
        .map(
            state ->
                PortfolioReply.newBuilder()
                    .addAllCash(cash(state))
                    .addAllPositions(
                        state.positions().stream().map(LedgerIngress::position).toList())
                    .setSeq(state.lastSeq())
                    .build());
  }

  private Future<EventsReply> events(EventsRequest request) {
    if (request.getSince() < 0 || request.getLimit() < 1 || request.getLimit() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "events since " + request.getSince() + ", at most " + request.getLimit());
    }
    return service
        .events(positive(request.getAccountId()), request.getSince(), request.getLimit())
        .map(
            page ->
                EventsReply.newBuilder()
                    .addAllEvents(page.events())
                    .setLastSeq(page.lastSeq())
                    .build());
  }

  private Future<VerifyReply> verify(VerifyRequest request) {
    return service
        .verify()
        .map(
            invariants ->
                VerifyReply.newBuilder()
                    .addAllInvariants(invariants.stream().map(LedgerIngress::wire).toList())
                    .build());
  }

  private static long positive(long accountId) {
    if (accountId <= 0) {
      throw new IllegalArgumentException("not an account id: " + accountId);
    }
    return accountId;
  }

  private static List<CashBalance> cash(AccountState state) {
    return state.cash().stream()
        .map(
            cash ->
                CashBalance.newBuilder()
                    .setCurrency(cash.currency())
                    .setPosted(cash.balance().posted())
                    .setHeld(cash.balance().debitsPending())
                    .setAvailable(cash.balance().available())
                    .setReceivable(cash.owed())
                    .build())
        .toList();
  }

  private static Position position(AccountState.Position position) {
    return Position.newBuilder()
        .setSymbol(position.symbol())
        .setQty(position.qty())
        .setHeld(position.balance().debitsPending())
        .setAvailable(position.balance().available())
        .setCurrency(position.currency())
        .setCost(position.basis().cost())
        .setRealizedPnl(position.basis().realizedPnl())
        .build();
  }

  private static openbell.wire.ledger.Invariant wire(Invariant invariant) {
    return openbell.wire.ledger.Invariant.newBuilder()
        .setName(invariant.name())
        .setBreaks(invariant.breaks())
        .setSample(invariant.sample())
        .build();
  }
}

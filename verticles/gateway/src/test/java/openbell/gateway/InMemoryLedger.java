package openbell.gateway;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.CashBalance;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import openbell.wire.ledger.PortfolioReply;
import openbell.wire.ledger.Position;

/** Accounts as they were opened; answers money questions from that. */
final class InMemoryLedger {
  final Map<Long, OpenAccountRequest> accounts = new ConcurrentHashMap<>();

  Future<Void> serve(Bus bus) {
    return bus.<OpenAccountRequest>serve(Addresses.LEDGER_OPEN_ACCOUNT, this::open)
        .compose(open -> bus.<AccountQuery>serve(Addresses.LEDGER_FUNDS, this::funds))
        .compose(funds -> bus.<AccountQuery>serve(Addresses.LEDGER_PORTFOLIO, this::portfolio));
  }

  private Future<OpenAccountReply> open(OpenAccountRequest request) {
    var before = accounts.putIfAbsent(request.getAccountId(), request);
    return Future.succeededFuture(OpenAccountReply.newBuilder().setOpened(before == null).build());
  }

  private Future<FundsReply> funds(AccountQuery query) {
    return Future.succeededFuture(
        FundsReply.newBuilder().addAllBalances(cash(query)).setSeq(7).build());
  }

  private List<CashBalance> cash(AccountQuery query) {
    return accounts.get(query.getAccountId()).getFundingList().stream()
        .map(
            funding ->
                CashBalance.newBuilder()
                    .setCurrency(funding.getCurrency())
                    .setPosted(funding.getAmount())
                    .setAvailable(funding.getAmount())
                    .build())
        .toList();
  }

  private Future<PortfolioReply> portfolio(AccountQuery query) {
    var reply = PortfolioReply.newBuilder().addAllCash(cash(query)).setSeq(7);
    accounts
        .get(query.getAccountId())
        .getHoldingsList()
        .forEach(
            holding ->
                reply.addPositions(
                    Position.newBuilder()
                        .setSymbol(holding.getSymbol())
                        .setQty(holding.getQty())
                        .setAvailable(holding.getQty())
                        .setCurrency(holding.getCurrency())
                        .setCost(holding.getQty() * holding.getPx())));
    return Future.succeededFuture(reply.build());
  }
}

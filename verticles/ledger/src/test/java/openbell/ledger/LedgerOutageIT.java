package openbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.UUID;
import openbell.embedded.EmbeddedStores;
import openbell.embedded.Store;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Fault;
import openbell.wire.ledger.AccountQuery;
import openbell.wire.ledger.Funding;
import openbell.wire.ledger.FundsReply;
import openbell.wire.ledger.OpenAccountRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database goes away and comes back under a running verticle. */
@Timeout(120)
class LedgerOutageIT {
  @Test
  void answersAgainWhenTheDatabaseIsBack() throws Exception {
    var database = LedgerDatabase.fresh("outage_" + UUID.randomUUID().toString().replace('-', '_'));
    var stores = EmbeddedStores.forTests();
    try (var running = LedgerNode.start(database)) {
      var bus = running.node().bus();
      var opening =
          OpenAccountRequest.newBuilder()
              .setAccountId(LedgerDatabase.newAccountId())
              .addFunding(Funding.newBuilder().setCurrency("INR").setAmount(500))
              .build();
      Verified.await(bus.request(Addresses.LEDGER_OPEN_ACCOUNT, opening, 10_000));

      stores.stop(Store.POSTGRES);
      assertFault(funds(bus, opening.getAccountId()), true);
      assertFault(bus.request(Addresses.LEDGER_OPEN_ACCOUNT, opening, 10_000), false);
      stores.restart(Store.POSTGRES);

      var funds = Verified.await(untilAnswered(bus, opening.getAccountId()));
      assertThat(funds.getBalances(0).getAvailable()).isEqualTo(500);
      assertThat(funds.getSeq()).isOne();
    } finally {
      if (!stores.alive(Store.POSTGRES)) {
        stores.restart(Store.POSTGRES);
      }
    }
  }

  private static Future<FundsReply> untilAnswered(Bus bus, long accountId) {
    return funds(bus, accountId).recover(away -> untilAnswered(bus, accountId));
  }

  private static Future<FundsReply> funds(Bus bus, long accountId) {
    var query = AccountQuery.newBuilder().setAccountId(accountId).build();
    return bus.request(Addresses.LEDGER_FUNDS, query, 10_000);
  }

  private static void assertFault(Future<?> future, boolean outcomeKnown) {
    assertThatThrownBy(() -> Verified.await(future))
        .cause()
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("system.database");
              assertThat(fault.retryable()).isTrue();
              assertThat(fault.outcomeKnown()).isEqualTo(outcomeKnown);
            });
  }
}

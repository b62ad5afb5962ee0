package openbell.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import openbell.ledger.domain.Transfer.Kind;
import openbell.ledger.domain.Transfer.LedgerAccount;
import org.junit.jupiter.api.Test;

class JournalReplayTest {
  private static final LedgerAccount CUSTOMER =
      new LedgerAccount(7, Kind.CUSTOMER, "INR", (short) 0);
  private static final LedgerAccount FEES = new LedgerAccount(0, Kind.FEES, "INR", (short) 3);

  private final JournalReplay replay = new JournalReplay();

  @Test
  void postsToBothSides() {
    replay.post(charge(10));
    replay.post(charge(5));

    assertThat(replay.compareCustomers(Map.of(CUSTOMER, new Balance(15, 0, 0)))).isEmpty();
    assertThat(replay.compareHouse(Map.of(FEES, new Balance(0, 15, 0)))).isEmpty();
  }

  @Test
  void doesNotKnowHolds() {
    replay.post(charge(10));

    assertThat(replay.compareCustomers(Map.of(CUSTOMER, new Balance(10, 0, 99)))).isEmpty();
  }

  @Test
  void namesABalanceThatDiffers() {
    replay.post(charge(10));

    assertThat(replay.compareCustomers(Map.of(CUSTOMER, new Balance(11, 0, 0))))
        .singleElement()
        .asString()
        .contains("accountId=7", "debitsPosted=11", "debitsPosted=10");
  }

  @Test
  void namesABalanceThatIsMissing() {
    replay.post(charge(10));

    assertThat(replay.compareHouse(Map.of())).singleElement().asString().contains("is missing");
  }

  @Test
  void namesABalanceWithoutAJournal() {
    assertThat(replay.compareHouse(Map.of(FEES, new Balance(0, 1, 0)))).hasSize(1);
  }

  @Test
  void forgetsTheCustomersItCompared() {
    replay.post(charge(10));
    replay.compareCustomers(Map.of(CUSTOMER, new Balance(10, 0, 0)));

    assertThat(replay.compareCustomers(Map.of())).isEmpty();
  }

  private static Transfer charge(long amount) {
    return new Transfer("k", (short) 3, 7, (short) 3, "INR", Kind.CUSTOMER, Kind.FEES, amount);
  }
}

package openbell.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import openbell.model.Side;
import openbell.order.domain.PlaceOutcome.Accepted;
import openbell.order.domain.PlaceOutcome.Shared;
import openbell.order.domain.PlaceOutcome.Stored;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Verdict ALLOWED =
      new Verdict(List.of(), Orders.PX, Orders.TRADE_DATE, 0, "INR", false);

  @Test
  void ordersPassInArrivalOrderWhileTheFundsLast() {
    var outcomes =
        decide(state(25 * Orders.PX, 0), buy("a", 10), buy("b", 20), buy("c", 15), buy("d", 1));

    assertThat(outcomes)
        .map(IntakeTest::shortly)
        .containsExactly("10", "funds.insufficient", "15", "funds.insufficient");
  }

  @Test
  void sixtyFourOrdersForTheFundsOfOnePassOne() {
    var batch = LongStream.range(0, 64).mapToObj(i -> buy("k" + i, 10)).toArray(PlaceOrder[]::new);

    assertThat(decide(state(10 * Orders.PX, 0), batch))
        .filteredOn(Accepted.class::isInstance)
        .hasSize(1);
  }

  @Test
  void sharesAreNotFunds() {
    var outcomes =
        decide(state(10 * Orders.PX, 5), sell("a", 3), sell("b", 3), buy("c", 10), sell("d", 2));

    assertThat(outcomes)
        .map(IntakeTest::shortly)
        .containsExactly("3", "holdings.insufficient", "10", "2");
  }

  @Test
  void refusalTellsWhatIsAvailable() {
    var outcome = (Refused) decide(state(12_345, 0), buy("a", 1)).getFirst();

    assertThat(outcome.status()).isEqualTo(422);
    assertThat(outcome.refusals().getFirst().hint()).isEqualTo("1.2345");
  }

  @Test
  void equalKeysInOneBatchShareTheFirstsAnswer() {
    var outcomes = decide(state(100 * Orders.PX, 0), buy("a", 10), buy("a", 10), buy("a", 11));

    var first = (Accepted) outcomes.getFirst();
    assertThat(outcomes.get(1)).isEqualTo(new Shared(first.order()));
    assertThat(outcomes.get(2)).extracting(IntakeTest::shortly).isEqualTo("idempotency.key_reused");
  }

  @Test
  void refusalLeavesItsKeyFree() {
    var outcomes = decide(state(10 * Orders.PX, 0), buy("a", 11), buy("a", 10));

    assertThat(outcomes).map(IntakeTest::shortly).containsExactly("funds.insufficient", "10");
  }

  @Test
  void storedAnswerIsGivenAgainWhateverRiskSaysNow() {
    var request = buy("a", 10);
    var answer = ByteBuffer.wrap(new byte[] {1, 2});
    var state =
        new IntakeState(
            Map.of(),
            Map.of(),
            Map.of(request.key(), new StoredAnswer(request.requestHash(), answer)),
            Set.of());
    var closed =
        new Verdict(
            List.of(Refusal.of("market.closed", "Closed.")), 0, Orders.TRADE_DATE, 0, "", false);

    assertThat(decideOne(state, request, closed)).isEqualTo(new Stored(answer));
    assertThat(decideOne(state, buy("a", 11), closed))
        .extracting(IntakeTest::shortly)
        .isEqualTo("idempotency.key_reused");
  }

  @Test
  void clOrdIdIsTakenOnce() {
    var used =
        new IntakeState(
            accounts(false, false),
            Map.of(new AccountKey(Orders.ACCOUNT, "INR"), 100 * Orders.PX),
            Map.of(),
            Set.of(new AccountKey(Orders.ACCOUNT, "old")));

    var outcomes =
        decide(
            used,
            Orders.place("a", "old", Side.BUY, 1),
            Orders.place("b", "new", Side.BUY, 1),
            Orders.place("c", "new", Side.BUY, 1));

    assertThat(outcomes)
        .map(IntakeTest::shortly)
        .containsExactly("order.client_order_id_reused", "1", "order.client_order_id_reused");
  }

  @Test
  void orderWithoutClOrdIdGetsItsOrderIdsText() {
    var accepted = (Accepted) decide(state(10 * Orders.PX, 0), buy("a", 1)).getFirst();

    assertThat(accepted.order().terms().clOrdId())
        .isEqualTo(accepted.order().terms().orderId().toString());
  }

  @Test
  void blockedAccountPlacesNothing() {
    var state =
        new IntakeState(
            accounts(false, true),
            Map.of(new AccountKey(Orders.ACCOUNT, "XNSE:TCS"), 5L),
            Map.of(),
            Set.of());

    assertThat(decideOne(state, sell("a", 1), ALLOWED))
        .isEqualTo(
            Refused.of(423, "risk.account_blocked", "The account is blocked for new orders."));
  }

  @Test
  void closeOnlyAccountSellsOnly() {
    var state =
        new IntakeState(
            accounts(true, false),
            Map.of(
                new AccountKey(Orders.ACCOUNT, "INR"),
                100 * Orders.PX,
                new AccountKey(Orders.ACCOUNT, "XNSE:TCS"),
                5L),
            Map.of(),
            Set.of());

    assertThat(decide(state, buy("a", 1), sell("b", 5)))
        .map(IntakeTest::shortly)
        .containsExactly("risk.account_close_only", "5");
  }

  @Test
  void unknownAccountIsRefused() {
    var state = new IntakeState(Map.of(), Map.of(), Map.of(), Set.of());

    assertThat(((Refused) decideOne(state, buy("a", 1), ALLOWED)).status()).isEqualTo(404);
  }

  @Test
  void allOfRisksRefusalsAreTold() {
    var refusals =
        List.of(Refusal.of("market.closed", "Closed."), Refusal.of("risk.price_band", "Far."));
    var verdict = new Verdict(refusals, 0, Orders.TRADE_DATE, 0, "INR", false);

    assertThat(decideOne(state(Orders.PX, 0), buy("a", 1), verdict))
        .isEqualTo(new Refused(422, refusals));
  }

  @Test
  void valueBeyond64BitsIsRefusedNotThrown() {
    var request = Orders.place("a", "", Side.BUY, Long.MAX_VALUE);

    assertThat(decideOne(state(Orders.PX, 0), request, ALLOWED))
        .extracting(IntakeTest::shortly)
        .isEqualTo("order.value_too_large");
  }

  private static PlaceOrder buy(String key, long qty) {
    return Orders.place(key, "", Side.BUY, qty);
  }

  private static PlaceOrder sell(String key, long qty) {
    return Orders.place(key, "", Side.SELL, qty);
  }

  private static IntakeState state(long cash, long shares) {
    return new IntakeState(
        accounts(false, false),
        Map.of(
            new AccountKey(Orders.ACCOUNT, "INR"), cash,
            new AccountKey(Orders.ACCOUNT, "XNSE:TCS"), shares),
        Map.of(),
        Set.of());
  }

  private static Map<Long, AccountState> accounts(boolean closeOnly, boolean blocked) {
    return Map.of(Orders.ACCOUNT, new AccountState(closeOnly, blocked));
  }

  private static PlaceOutcome decideOne(IntakeState state, PlaceOrder order, Verdict verdict) {
    var candidate = new Candidate(order, Orders.id(1), verdict);
    return Intake.decide(List.of(candidate), state, mic -> FeeSchedule.FREE, 1_000).getFirst();
  }

  private static List<PlaceOutcome> decide(IntakeState state, PlaceOrder... orders) {
    var candidates = new java.util.ArrayList<Candidate>();
    for (var order : orders) {
      candidates.add(new Candidate(order, Orders.id(candidates.size()), ALLOWED));
    }
    return Intake.decide(candidates, state, mic -> FeeSchedule.FREE, 1_000);
  }

  /** The quantity of an accepted order, the code of a refusal. */
  private static String shortly(PlaceOutcome outcome) {
    return switch (outcome) {
      case Accepted accepted -> Long.toString(accepted.order().terms().orderQty());
      case Shared shared -> "shared";
      case Stored stored -> "stored";
      case Refused refused -> refused.refusals().getFirst().code();
    };
  }
}

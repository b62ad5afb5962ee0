package openbell.order.domain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.domain.PlaceOutcome.Accepted;
import org.junit.jupiter.api.Test;

/**
 * What a preview says of an order just before it is placed is what placing it says: the preview is
 * decided alone on a naive model of the stored state, the placement in its batch.
 */
class PreviewPropertyTest {
  private static final int ORDERS = 10_000;
  private static final long ACCOUNTS = 12;

  private final Random random;
  private final Model model = new Model();
  private int number;

  PreviewPropertyTest() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("PreviewPropertyTest -Dseed=" + seed);
    random = new Random(seed);
  }

  /** The stored state, kept the simplest way. */
  private static final class Model {
    final Map<AccountKey, Long> available = new HashMap<>();
    final Set<AccountKey> clOrdIds = new HashSet<>();
    final Map<Long, Long> openOrders = new HashMap<>();
    final Map<AccountKey, Long> openBuys = new HashMap<>();
    final Map<AccountKey, Long> shares = new HashMap<>();
    final Map<AccountKey, Long> exposure = new HashMap<>();
    final Map<AccountKey, Long> results = new HashMap<>();

    /** What a batch loads of it. */
    IntakeState state(List<Candidate> batch) {
      var accounts = new HashMap<Long, AccountState>();
      for (var account = 1L; account < ACCOUNTS; account++) {
        accounts.put(account, new AccountState(account == 3, account == 4));
      }
      return new IntakeState(
          accounts,
          Map.copyOf(available),
          Map.of(),
          batch.stream().map(Model::clOrdId).filter(clOrdIds::contains).collect(toSet()),
          new GuardState(
              Map.copyOf(openOrders),
              Map.copyOf(openBuys),
              Map.copyOf(openOrders),
              Map.copyOf(shares),
              Map.copyOf(exposure),
              Map.copyOf(results)));
    }

    private static AccountKey clOrdId(Candidate candidate) {
      return new AccountKey(candidate.order().accountId(), candidate.order().clOrdId());
    }

    void apply(Accepted accepted) {
      var terms = accepted.order().terms();
      available.merge(
          new AccountKey(terms.accountId(), terms.holdAsset()), -accepted.hold(), Long::sum);
      clOrdIds.add(new AccountKey(terms.accountId(), terms.clOrdId()));
      openOrders.merge(terms.accountId(), 1L, Long::sum);
      if (terms.side() == Side.BUY) {
        openBuys.merge(
            new AccountKey(terms.accountId(), terms.symbol()), terms.orderQty(), Long::sum);
        exposure.merge(new AccountKey(terms.accountId(), "INR"), accepted.hold(), Long::sum);
      }
    }
  }

  @Test
  void previewSaysWhatPlacingSays() {
    for (var account = 1L; account < ACCOUNTS; account++) {
      model.available.put(new AccountKey(account, "INR"), 20_000L * Orders.PX);
      for (var symbol : List.of("XNSE:TCS", "XNSE:INFY")) {
        var shares = (long) random.nextInt(3_000);
        model.available.put(new AccountKey(account, symbol), shares);
        model.shares.put(new AccountKey(account, symbol), shares);
      }
      model.results.put(
          GuardState.day(account, "INR", Orders.TRADE_DATE), random.nextLong(-1_000, 1_000));
    }
    var refused = 0;
    for (var placed = 0; placed < ORDERS; ) {
      var batch = batch(Math.min(ORDERS - placed, 1 + random.nextInt(256)));
      var outcomes = decide(batch);
      for (var i = 0; i < batch.size(); i++) {
        var preview = decide(List.of(unkeyed(batch.get(i)))).getFirst();
        assertThat(verdict(preview))
            .as("order %d: %s", placed + i, batch.get(i))
            .isEqualTo(verdict(outcomes.get(i)));
        if (outcomes.get(i) instanceof Accepted accepted) {
          model.apply(accepted);
        } else {
          refused++;
        }
      }
      placed += batch.size();
    }
    assertThat(refused).isBetween(ORDERS / 10, ORDERS - ORDERS / 10);
  }

  private List<PlaceOutcome> decide(List<Candidate> batch) {
    return Intake.decide(batch, model.state(batch), mic -> Orders.NSE, 1_000);
  }

  /** All refusals with their hints, or what would be held. */
  private static Object verdict(PlaceOutcome outcome) {
    return outcome instanceof Accepted accepted ? accepted.hold() : outcome;
  }

  private List<Candidate> batch(int size) {
    var batch = new ArrayList<Candidate>(size);
    for (var i = 0; i < size; i++) {
      number++;
      batch.add(new Candidate(order("k" + number), Orders.id(number), riskVerdict()));
    }
    return batch;
  }

  private static Candidate unkeyed(Candidate candidate) {
    var o = candidate.order();
    return new Candidate(
        new PlaceOrder(
            o.accountId(),
            o.userId(),
            "",
            o.requestHash(),
            o.clOrdId(),
            o.symbol(),
            o.side(),
            o.ordType(),
            o.timeInForce(),
            o.product(),
            o.orderQty(),
            o.price(),
            o.stopPx(),
            o.expireDate(),
            o.queueIfClosed(),
            o.tags(),
            o.receivedAtMicros()),
        candidate.orderId(),
        candidate.verdict());
  }

  private PlaceOrder order(String key) {
    return new PlaceOrder(
        1 + random.nextLong(ACCOUNTS),
        1,
        key,
        "hash",
        random.nextInt(4) == 0 ? "c" + random.nextInt(500) : "",
        random.nextBoolean() ? "XNSE:TCS" : "XNSE:INFY",
        random.nextBoolean() ? Side.BUY : Side.SELL,
        OrdType.LIMIT,
        TimeInForce.DAY,
        Product.DELIVERY,
        random.nextInt(200) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(20),
        Orders.PX,
        0,
        0,
        false,
        List.of(),
        0);
  }

  private Verdict riskVerdict() {
    var refusals =
        random.nextInt(20) == 0
            ? List.of(Refusal.of("market.closed", "Closed."))
            : List.<Refusal>of();
    return new Verdict(
        refusals,
        refusals.isEmpty() ? Orders.PX : 0,
        Orders.TRADE_DATE,
        0,
        "INR",
        random.nextBoolean(),
        new AccountLimits(
            1, limit(6_000), limit(15_000 * Orders.PX), limit(900), limit(900), limit(1_000)),
        ByteBuffer.allocate(0));
  }

  private OptionalLong limit(long most) {
    return random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextLong(most));
  }
}

package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import openbell.model.ExecType;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.venue.domain.MarketDataDelta.Depth;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.OrderCommand;
import openbell.venue.domain.VenueReport.ExecutionReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every log of customers' commands. Another run: {@code -Dseed=}. */
class MatchingEnginePropertyTest {
  private static final String SYMBOL = "XNSE:INFY";
  private static final int TRADE_DATE = 20260302;
  private static final long NOW = 1_772_445_600_000_000L;
  private static final int COMMANDS = 20_000;

  private long seed;
  private List<OrderCommand> commands;

  @BeforeEach
  void seededCommands() {
    seed = Long.getLong("seed", 20_260_102L);
    System.out.println("MatchingEnginePropertyTest seed=" + seed);
    commands = commands(new Random(seed));
  }

  /** Everything that an outbox may do to a log: a command comes twice, or before the one before. */
  @Test
  void repetitionAndHasteChangeNothing() {
    var random = new Random(seed);
    var careless = new ArrayList<OrderCommand>();
    for (int i = 0; i < commands.size(); i++) {
      var command = commands.get(i);
      boolean isFollowedByItsNext =
          i + 1 < commands.size()
              && commands.get(i + 1).header().orderId().equals(command.header().orderId());
      if (isFollowedByItsNext && random.nextBoolean()) {
        careless.add(commands.get(++i));
      }
      careless.add(command);
      while (random.nextInt(3) == 0) {
        careless.add(careless.get(random.nextInt(careless.size())));
      }
    }

    var once = run(commands);
    var often = run(careless);

    assertThat(careless).hasSizeGreaterThan(commands.size() * 5 / 4);
    assertThat(often.said()).as("seed %d", seed).isEqualTo(once.said());
    assertThat(often.depth().bids()).as("seed %d", seed).isEqualTo(once.depth().bids());
    assertThat(often.depth().asks()).as("seed %d", seed).isEqualTo(once.depth().asks());
  }

  @Test
  void fillsAddUp() {
    var reports = run(commands).reports();
    Map<UUID, Long> filled = new HashMap<>();
    for (var report : reports) {
      var order = report.order();
      filled.merge(order.orderId(), report.fill().lastQty(), Long::sum);
      assertThat(order.cumQty())
          .as("seed %d: %s", seed, report)
          .isEqualTo(filled.get(order.orderId()));
      assertThat(order.leavesQty()).as("seed %d: %s", seed, report).isBetween(0L, order.orderQty());
      switch (order.ordStatus()) {
        case NEW, PARTIALLY_FILLED ->
            assertThat(order.leavesQty()).isEqualTo(order.orderQty() - order.cumQty());
        case FILLED -> assertThat(order.cumQty()).isEqualTo(order.orderQty());
        case CANCELED, REJECTED, EXPIRED -> assertThat(order.leavesQty()).isZero();
        case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE ->
            throw new AssertionError("the venue has no pending states: " + report);
      }
    }
    assertThat(filled.values().stream().mapToLong(Long::longValue).sum()).isPositive();
  }

  @Test
  void everyTradeHasTwoSidesOfTwoAccounts() {
    var byTrade =
        run(commands).reports().stream()
            .filter(report -> report.execType() == ExecType.TRADE)
            .collect(Collectors.groupingBy(report -> report.fill().trdMatchId()));

    assertThat(byTrade).isNotEmpty();
    byTrade.forEach(
        (trade, sides) -> {
          assertThat(sides).as("seed %d: %s", seed, trade).hasSize(2);
          assertThat(sides.get(0).fill()).isEqualTo(sides.get(1).fill());
          assertThat(sides.get(0).order().side()).isNotEqualTo(sides.get(1).order().side());
          assertThat(sides.get(0).order().accountId())
              .isNotEqualTo(sides.get(1).order().accountId());
        });
  }

  private record Run(List<ExecutionReport> reports, List<List<Object>> said, Depth depth) {}

  private static Run run(List<OrderCommand> log) {
    var engine = new MatchingEngine(0);
    engine.apply(0, NOW, new InstrumentListing(SYMBOL));
    for (int i = 0; i < log.size(); i++) {
      engine.apply(i + 1, NOW, log.get(i));
    }
    var reports = new ArrayList<ExecutionReport>();
    var said = new ArrayList<List<Object>>();
    for (var report : engine.takeReports()) {
      switch (report) {
        case ExecutionReport executed -> {
          reports.add(executed);
          said.add(withoutOffsets(executed));
        }
        case VenueReport.OrderCancelReject rejected ->
            said.add(List.of(rejected.request(), rejected.reason(), rejected.cumQty()));
      }
    }
    return new Run(reports, said, engine.wholeMarketData().depths().getFirst());
  }

  /** A repeated record moves the offsets of those behind it, and with them only the ids. */
  private static List<Object> withoutOffsets(ExecutionReport report) {
    var order = report.order();
    return List.of(
        report.execType(),
        order.orderId(),
        order.ordStatus(),
        order.orderQty(),
        order.cumQty(),
        order.leavesQty(),
        report.cmdNo(),
        report.fill().lastPx(),
        report.fill().lastQty(),
        report.reason());
  }

  private static List<OrderCommand> commands(Random random) {
    var commands = new ArrayList<OrderCommand>();
    var last = new ArrayList<Header>();
    while (commands.size() < COMMANDS) {
      var header =
          new Header(
              new UUID(random.nextLong(), random.nextLong()),
              0,
              1 + random.nextInt(4),
              SYMBOL,
              TRADE_DATE);
      commands.add(order(header, random));
      last.add(header);
      // Often the order just entered, so that its commands lie side by side.
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        int which = random.nextBoolean() ? last.size() - 1 : random.nextInt(last.size());
        var before = last.get(which);
        var next =
            new Header(
                before.orderId(), before.cmdNo() + 1, before.accountId(), SYMBOL, TRADE_DATE);
        last.set(which, next);
        commands.add(change(next, random));
      }
    }
    return Collections.unmodifiableList(commands);
  }

  private static NewOrderSingle order(Header header, Random random) {
    return new NewOrderSingle(
        header,
        random.nextBoolean() ? Side.BUY : Side.SELL,
        random.nextInt(8) == 0 ? OrdType.MARKET : OrdType.LIMIT,
        switch (random.nextInt(8)) {
          case 0 -> TimeInForce.IOC;
          case 1 -> TimeInForce.FOK;
          default -> TimeInForce.DAY;
        },
        random.nextInt(40),
        price(random));
  }

  private static OrderCommand change(Header header, Random random) {
    return random.nextBoolean()
        ? new OrderCancelRequest(header)
        : new OrderCancelReplaceRequest(header, random.nextInt(40), price(random));
  }

  private static long price(Random random) {
    return 15_000_000L + 500 * Math.round(random.nextGaussian() * 10);
  }
}

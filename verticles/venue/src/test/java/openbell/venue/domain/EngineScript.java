package openbell.venue.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import openbell.model.OrdType;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.model.TradingHalt;
import openbell.model.market.TradingPhase;
import openbell.venue.domain.VenueCommand.Header;
import openbell.venue.domain.VenueCommand.InstrumentListing;
import openbell.venue.domain.VenueCommand.NewOrderSingle;
import openbell.venue.domain.VenueCommand.OrderCancelReplaceRequest;
import openbell.venue.domain.VenueCommand.OrderCancelRequest;
import openbell.venue.domain.VenueCommand.TradingHaltChange;
import openbell.venue.domain.VenueCommand.TradingPhaseChange;
import openbell.venue.domain.VenueReport.ExecutionReport;
import openbell.venue.domain.VenueReport.OrderCancelReject;

/**
 * An engine that is spoken to in lines. Records are numbered from 0, one second apart, from
 * 2026-03-02T10:00:00Z on.
 *
 * <pre>
 * list SYMBOL [PREVIOUS_CLOSE]
 * new ORDER ACCOUNT SIDE QUANTITY PRICE [TYPE] [VALIDITY] [SYMBOL] [TRADE_DATE] [STOP_PX] [EXPIRE_DATE]
 * cancel ORDER ACCOUNT CMD_NO [TRADE_DATE]
 * replace ORDER ACCOUNT CMD_NO QUANTITY PRICE [STOP_PX]
 * phase MIC PHASE TRADE_DATE [always]
 * halt SYMBOL HALT
 * </pre>
 *
 * A dash stands for what is usual: LIMIT, DAY, XNSE:INFY, 20260302, 0.
 */
final class EngineScript {
  private static final int PARTITION = 3;
  private static final long START = 1_772_445_600_000_000L;

  private final Map<UUID, String> names = new HashMap<>();
  private final Map<String, String> symbols = new HashMap<>();
  private MatchingEngine engine = new MatchingEngine(PARTITION);
  private int record;

  List<String> apply(String line) {
    engine.apply(record, START + record * 1_000_000L, parse(line.split(" ")));
    record++;
    var answers = new ArrayList<String>();
    engine.takeReports().forEach(report -> answers.add("< " + text(report)));
    engine
        .takeMarketData()
        .trades()
        .forEach(
            trade ->
                answers.add(
                    "< tape %s %d@%d %s %s"
                        .formatted(
                            trade.symbol(),
                            trade.quantity(),
                            trade.price(),
                            trade.aggressor(),
                            trade.trdMatchId())));
    return answers;
  }

  void restart() {
    engine = MatchingEngine.restore(PARTITION, engine.snapshot());
  }

  Map<String, Long> stateHashes() {
    return engine.stateHashes();
  }

  private VenueCommand parse(String[] words) {
    return switch (words[0]) {
      case "list" -> new InstrumentListing(words[1], Long.parseLong(word(words, 2, "0")));
      case "phase" ->
          new TradingPhaseChange(
              words[1],
              TradingPhase.valueOf(words[2]),
              Integer.parseInt(words[3]),
              words.length > 4);
      case "halt" -> new TradingHaltChange(words[1], TradingHalt.valueOf(words[2]));
      case "new" -> newOrder(words);
      case "cancel" -> new OrderCancelRequest(header(words, word(words, 4, "20260302")));
      case "replace" ->
          new OrderCancelReplaceRequest(
              header(words, "20260302"),
              Long.parseLong(words[4]),
              Long.parseLong(words[5]),
              Long.parseLong(word(words, 6, "0")));
      default -> throw new IllegalArgumentException(String.join(" ", words));
    };
  }

  private NewOrderSingle newOrder(String[] words) {
    symbols.putIfAbsent(words[1], word(words, 8, "XNSE:INFY"));
    var header =
        new Header(
            id(words[1]),
            0,
            Long.parseLong(words[2]),
            symbols.get(words[1]),
            Integer.parseInt(word(words, 9, "20260302")));
    return new NewOrderSingle(
        header,
        Side.valueOf(words[3]),
        OrdType.valueOf(word(words, 6, "LIMIT")),
        TimeInForce.valueOf(word(words, 7, "DAY")),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(word(words, 10, "0")),
        Integer.parseInt(word(words, 11, "0")));
  }

  private Header header(String[] words, String tradeDate) {
    return new Header(
        id(words[1]),
        Integer.parseInt(words[3]),
        Long.parseLong(words[2]),
        symbols.getOrDefault(words[1], "XNSE:INFY"),
        Integer.parseInt(tradeDate));
  }

  private UUID id(String name) {
    var id = new UUID(0, name.hashCode());
    names.put(id, name);
    return id;
  }

  private String text(VenueReport report) {
    return switch (report) {
      case ExecutionReport r ->
          "%s %s %s %s %d/%d left %d cmd %d date %d%s%s"
              .formatted(
                  r.execId(),
                  names.get(r.order().orderId()),
                  r.execType(),
                  r.order().ordStatus(),
                  r.order().cumQty(),
                  r.order().orderQty(),
                  r.order().leavesQty(),
                  r.cmdNo(),
                  r.order().tradeDate(),
                  r.fill().lastQty() == 0
                      ? ""
                      : " fill %d@%d %s"
                          .formatted(r.fill().lastQty(), r.fill().lastPx(), r.fill().trdMatchId()),
                  r.reason().isEmpty() ? "" : " " + r.reason());
      case OrderCancelReject r ->
          "%s %s CANCEL_REJECTED %s cmd %d %s"
              .formatted(
                  r.execId(),
                  names.get(r.request().orderId()),
                  r.ordStatus(),
                  r.request().cmdNo(),
                  r.reason());
    };
  }

  private static String word(String[] words, int index, String otherwise) {
    return words.length > index && !words[index].equals("-") ? words[index] : otherwise;
  }
}

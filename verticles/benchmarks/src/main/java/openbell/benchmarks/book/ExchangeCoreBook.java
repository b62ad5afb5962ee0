package openbell.benchmarks.book;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/** The peer: exchange-core 0.5.3's fast book, driven through its own command dispatch. */
final class ExchangeCoreBook implements Contender {
  private static final long UID = 1;

  private final OrderCommand command = new OrderCommand();
  private final OrderBookDirectImpl book =
      new OrderBookDirectImpl(
          CoreSymbolSpecification.builder()
              .symbolId(1)
              .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
              .baseScaleK(1)
              .quoteScaleK(1)
              .build(),
          ObjectsPool.createDefaultTestPool(),
          OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
          LoggingConfiguration.DEFAULT);
  private long traded;
  private long others;

  @Override
  public void apply(Flow flow, int index) {
    command.orderId = flow.orderId[index];
    command.uid = UID;
    command.price = flow.price[index];
    command.reserveBidPrice = flow.price[index];
    command.size = flow.quantity[index];
    command.action = flow.buys[index] ? OrderAction.BID : OrderAction.ASK;
    command.matcherEvent = null;
    switch (flow.kind[index]) {
      case Flow.LIMIT -> {
        command.command = OrderCommandType.PLACE_ORDER;
        command.orderType = OrderType.GTC;
        book.newOrder(command);
      }
      case Flow.REDUCE -> {
        command.command = OrderCommandType.REDUCE_ORDER;
        book.reduceOrder(command);
      }
      case Flow.CANCEL -> {
        command.command = OrderCommandType.CANCEL_ORDER;
        book.cancelOrder(command);
      }
      default -> {
        command.command = OrderCommandType.PLACE_ORDER;
        command.orderType = OrderType.IOC;
        book.newOrder(command);
      }
    }
    for (var event = command.matcherEvent; event != null; event = event.nextEvent) {
      if (event.eventType == MatcherEventType.TRADE) {
        traded += event.size;
      } else {
        others += event.size;
      }
    }
  }

  @Override
  public long tradedQuantity() {
    return traded;
  }

  @Override
  public long otherQuantity() {
    return others;
  }
}

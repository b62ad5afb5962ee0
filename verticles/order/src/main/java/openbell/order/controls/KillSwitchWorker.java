package openbell.order.controls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import openbell.model.Addresses;
import openbell.order.controls.ControlStore.Pending;
import openbell.runtime.Bus;
import openbell.runtime.Leases;
import openbell.wire.order.CancelAllReply;
import openbell.wire.order.CancelAllRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels the living orders of accounts whose kill switch is on, until none lives: an order that
 * was accepted just before the flag too, since its row was committed before the switch's. What a
 * crash interrupts is in the table, and the next owner of the lease goes on. Works each 500 ms and
 * when it is nudged; every step may be repeated. Used from one event loop.
 */
final class KillSwitchWorker {
  /** Lease and local nudge address. */
  static final String NAME = "order.kill-switches";

  private static final Logger LOG = LoggerFactory.getLogger(KillSwitchWorker.class);
  private static final long POLL_MS = 500;
  private static final long CANCEL_TIMEOUT_MS = 5_000;

  /** At 500 orders a call: more than an account may have; the next round goes on. */
  private static final int MAX_CALLS = 200;

  private final Vertx vertx;
  private final Bus bus;
  private final ControlStore store;
  private final int shard;
  private Leases.Lease lease;
  private MessageConsumer<Object> nudges;
  private long timer;
  private Future<Void> inHand = Future.succeededFuture();

  KillSwitchWorker(Vertx vertx, Bus bus, ControlStore store, int shard) {
    this.vertx = vertx;
    this.bus = bus;
    this.store = store;
    this.shard = shard;
  }

  void start(Leases leases) {
    lease = leases.hold(NAME + (shard == 0 ? "" : "." + shard), epoch -> work(), () -> {});
    nudges = bus.subscribeLocally(NAME, this::work);
    timer = vertx.setPeriodic(POLL_MS, tick -> work());
  }

  /** Ends after what is in hand. */
  Future<Void> close() {
    vertx.cancelTimer(timer);
    return nudges.unregister().eventually(() -> inHand).eventually(lease::close);
  }

  private void work() {
    if (lease.isHeld() && inHand.isComplete()) {
      inHand =
          store
              .pending(shard)
              .compose(pending -> Future.join(pending.stream().map(this::cancel).toList()))
              .<Void>mapEmpty()
              .recover(
                  failure -> {
                    LOG.warn("orders of kill switches still live: {}", failure.toString());
                    return Future.succeededFuture();
                  });
    }
  }

  private Future<Void> cancel(Pending pending) {
    return cancelAll(pending, MAX_CALLS)
        .compose(asked -> store.finish(pending.accountId()))
        .onSuccess(
            none -> {
              if (none) {
                LOG.info("kill switch of account {}: no order lives", pending.accountId());
              }
            })
        .mapEmpty();
  }

  private Future<Void> cancelAll(Pending pending, int calls) {
    var request =
        CancelAllRequest.newBuilder()
            .setAccountId(pending.accountId())
            .setUserId(pending.setBy())
            .build();
    return bus.<CancelAllReply>request(Addresses.ORDER_CANCEL_ALL, request, CANCEL_TIMEOUT_MS)
        .compose(
            reply ->
                reply.getMore() && calls > 1
                    ? cancelAll(pending, calls - 1)
                    : Future.succeededFuture());
  }
}

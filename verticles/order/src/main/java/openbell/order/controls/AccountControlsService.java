package openbell.order.controls;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.Node;
import openbell.wire.risk.AccountControls;
import openbell.wire.risk.AccountControlsReply;
import openbell.wire.risk.AccountControlsRequest;
import openbell.wire.risk.SetAccountControlsRequest;

/**
 * Serves the flags of accounts, and runs the kill switches of every shard. Wires and hands over;
 * used from one event loop.
 */
public final class AccountControlsService {
  private final Node node;
  private final ControlStore store;
  private final List<KillSwitchWorker> workers;

  public AccountControlsService(Node node) {
    this.node = node;
    this.store = new PgControlStore(node.shards());
    this.workers =
        IntStream.range(0, node.shards().all().size())
            .mapToObj(shard -> new KillSwitchWorker(node.vertx(), node.bus(), store, shard))
            .toList();
  }

  /** Succeeds when the addresses are served. */
  public Future<Void> start() {
    workers.forEach(worker -> worker.start(node.leases()));
    return serve(node.bus());
  }

  public Future<Void> close() {
    return Future.join(workers.stream().map(KillSwitchWorker::close).toList()).mapEmpty();
  }

  private Future<Void> serve(Bus bus) {
    return Future.all(
            bus.<AccountControlsRequest>serve(
                Addresses.ACCOUNT_CONTROLS,
                request -> store.find(request.getAccountId()).map(AccountControlsService::reply)),
            bus.<SetAccountControlsRequest>serve(
                Addresses.SET_ACCOUNT_CONTROLS,
                request ->
                    store
                        .set(request)
                        .onSuccess(set -> bus.nudge(KillSwitchWorker.NAME))
                        .map(AccountControlsService::reply)))
        .mapEmpty();
  }

  private static AccountControlsReply reply(Optional<AccountControls> controls) {
    var reply = AccountControlsReply.newBuilder();
    controls.ifPresent(reply::setControls);
    return reply.build();
  }
}

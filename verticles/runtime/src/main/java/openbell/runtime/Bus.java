package openbell.runtime;

import com.google.protobuf.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus, typed: Protobuf messages, requests with a deadline, faults as {@link Fault}. One
 * per node, thread-safe. At most once: nothing that the bus loses may cost money. A request goes to
 * the local handler where there is one.
 */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final long REQUEST_TIMEOUT_MS = 2_000;

  private final Vertx vertx;
  private final Map<String, MessageConsumer<?>> served = new ConcurrentHashMap<>();
  private final Set<Class<?>> known = ConcurrentHashMap.newKeySet();

  public Bus(Vertx vertx) {
    this.vertx = vertx;
    BusMessages.all().forEach(this::register);
  }

  /** Registers a message type beyond {@link BusMessages}. */
  private <T extends Message> void register(T prototype) {
    @SuppressWarnings("unchecked") // getClass() of a T is a Class of T.
    var type = (Class<T>) prototype.getClass();
    if (known.add(type)) {
      vertx.eventBus().registerDefaultCodec(type, new ProtobufCodec<>(prototype));
    }
  }

  /**
   * Sends a request and awaits its reply, at most 2 s. Fails with a {@link Fault}: unavailable if
   * nobody serves the address, unknown outcome if no answer came in time.
   */
  public <R extends Message> Future<R> request(String address, Message request) {
    return request(address, request, REQUEST_TIMEOUT_MS);
  }

  /** As {@link #request(String, Message)} with a deadline in milliseconds. */
  public <R extends Message> Future<R> request(String address, Message request, long timeoutMs) {
    var options =
        new DeliveryOptions().setSendTimeout(timeoutMs).setLocalOnly(served.containsKey(address));
    return vertx
        .eventBus()
        .<R>request(address, request, options)
        .map(reply -> reply.body())
        .recover(failure -> Future.failedFuture(faultOf(failure, address)));
  }

  /**
   * Serves requests of an address on the calling context. What the handler throws or fails with
   * reaches the caller as a {@link Fault}; a bug is logged too.
   */
  public <Q extends Message> Future<Void> serve(
      String address, Function<Q, Future<? extends Message>> handler) {
    var consumer =
        vertx
            .eventBus()
            .<Q>consumer(
                address,
                message ->
                    answer(handler, message.body())
                        .onSuccess(message::reply)
                        .onFailure(
                            failure -> {
                              var reply = replyOf(failure, address);
                              message.fail(reply.failureCode(), reply.getMessage());
                            }));
    return consumer.completion().onSuccess(registered -> served.put(address, consumer));
  }

  /** No longer serves requests of an address on this node. */
  public Future<Void> stopServing(String address) {
    var consumer = served.remove(address);
    return consumer == null ? Future.succeededFuture() : consumer.unregister();
  }

  /** Receives what is published on an address, on the calling context, on every node. */
  public <M extends Message> MessageConsumer<M> subscribe(String address, Consumer<M> handler) {
    return vertx.eventBus().consumer(address, message -> handler.accept(message.body()));
  }

  /** Receives what this node itself publishes or nudges on an address; never clustered. */
  public MessageConsumer<Object> subscribeLocally(String address, Runnable handler) {
    return vertx.eventBus().localConsumer(address, message -> handler.run());
  }

  /** Publishes to every subscriber on every node; says nothing of who received it. */
  public void publish(String address, Message message) {
    vertx.eventBus().publish(address, message);
  }

  /** Wakes the local subscribers of an address; a hint, never the only trigger. */
  public void nudge(String address) {
    vertx.eventBus().publish(address, "", new DeliveryOptions().setLocalOnly(true));
  }

  private static <Q extends Message> Future<? extends Message> answer(
      Function<Q, Future<? extends Message>> handler, Q request) {
    try {
      return handler.apply(request);
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  private static Fault faultOf(Throwable failure, String address) {
    return failure instanceof ReplyException reply ? Fault.of(reply, address) : Fault.of(failure);
  }

  private static ReplyException replyOf(Throwable failure, String address) {
    if (!(failure instanceof Fault)) {
      LOG.error("{} failed", address, failure);
    }
    return Fault.of(failure).toReply();
  }
}

package openbell.quotefanout.raw;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import openbell.quotefanout.raw.RawRequest.Auth;
import openbell.quotefanout.raw.RawRequest.Malformed;
import openbell.quotefanout.raw.RawRequest.Orders;
import openbell.quotefanout.raw.RawRequest.Ping;
import openbell.quotefanout.raw.RawRequest.Unsubscribe;
import openbell.wire.stream.ClientMessage;
import openbell.wire.stream.Command;
import openbell.wire.stream.Mode;
import openbell.wire.stream.Subscribe;

/** The requests of {@code openbell.v1.protobuf}: one ClientMessage each. Has no state. */
final class ProtobufRequests {
  private static final Malformed MALFORMED = JsonRequests.MALFORMED;

  RawRequest read(byte[] bytes) {
    try {
      return read(ClientMessage.parseFrom(bytes));
    } catch (InvalidProtocolBufferException malformed) {
      return MALFORMED;
    }
  }

  private static RawRequest read(ClientMessage message) {
    return switch (message.getActionCase()) {
      case PING -> new Ping();
      case AUTH -> new Auth(message.getAuth().getToken());
      case SUBSCRIBE -> subscribe(message.getSubscribe());
      case UNSUBSCRIBE -> unsubscribe(message.getUnsubscribe().getSymbolsList());
      case ORDERS -> orders(message.getOrders().getSince());
      case PLACE -> command("orders.place", message.getPlace());
      case MODIFY -> command("orders.modify", message.getModify());
      case CANCEL -> command("orders.cancel", message.getCancel());
      case ACTION_NOT_SET -> new Malformed("request.unknown_action");
    };
  }

  private static RawRequest unsubscribe(List<String> names) {
    return names.isEmpty() ? MALFORMED : new Unsubscribe(names);
  }

  private static RawRequest orders(long since) {
    return since < 0 ? MALFORMED : new Orders(since);
  }

  private static RawRequest command(String operation, Command command) {
    var body = JsonCodec.object(command.getJson());
    return command.getId().isEmpty() || body.isEmpty()
        ? MALFORMED
        : new RawRequest.Command(operation, command.getId(), body.get());
  }

  private static RawRequest subscribe(Subscribe asked) {
    var mode = mode(asked.getMode());
    // Unsigned in the schema: what is above 2^31 is negative here.
    var ppm = asked.getMinChangePpm();
    if (asked.getSymbolsCount() == 0
        || mode.isEmpty()
        || ppm < 0
        || ppm > Subscription.MAX_RATIO_PPM) {
      return MALFORMED;
    }
    var window = asked.hasWindowMs() ? OptionalInt.of(asked.getWindowMs()) : OptionalInt.empty();
    return new RawRequest.Subscribe(
        new Subscription(
            asked.getSymbolsList(),
            mode.get(),
            asked.getChangedOnly(),
            ppm,
            window,
            asked.getLast()));
  }

  private static Optional<QuoteMode> mode(Mode mode) {
    return switch (mode) {
      case MODE_LTP -> Optional.of(QuoteMode.LTP);
      case MODE_UNSPECIFIED, MODE_QUOTE -> Optional.of(QuoteMode.QUOTE);
      case MODE_FULL -> Optional.of(QuoteMode.FULL);
      case UNRECOGNIZED -> Optional.empty();
    };
  }
}

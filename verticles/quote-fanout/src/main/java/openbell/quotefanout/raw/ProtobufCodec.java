package openbell.quotefanout.raw;

import static openbell.quotefanout.domain.ProtobufFields.int64;
import static openbell.quotefanout.domain.ProtobufFields.wrapAll;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import openbell.quotefanout.domain.FrameBytes;
import openbell.quotefanout.domain.OrderFrames;
import openbell.quotefanout.domain.QuoteFormat;
import openbell.quotefanout.domain.Watchlist;
import openbell.wire.account.AccountEvent;
import openbell.wire.stream.Authenticated;
import openbell.wire.stream.Error;
import openbell.wire.stream.Heartbeat;
import openbell.wire.stream.Notice;
import openbell.wire.stream.Pong;
import openbell.wire.stream.Quotes;
import openbell.wire.stream.Rejected;
import openbell.wire.stream.Reply;
import openbell.wire.stream.ServerMessage;
import openbell.wire.stream.Subscribed;
import openbell.wire.stream.Unsubscribed;
import openbell.wire.stream.Watched;

/** {@code openbell.v1.protobuf}: binary frames, the messages of stream.proto. */
public final class ProtobufCodec implements RawCodec {
  private final ProtobufRequests requests = new ProtobufRequests();

  @Override
  public String subprotocol() {
    return "openbell.v1.protobuf";
  }

  @Override
  public boolean isBinary() {
    return true;
  }

  @Override
  public RawRequest read(String text) {
    return new RawRequest.Malformed("request.malformed");
  }

  @Override
  public RawRequest read(byte[] bytes) {
    return requests.read(bytes);
  }

  @Override
  public QuoteFormat format(QuoteMode mode) {
    return switch (mode) {
      case LTP -> QuoteFormat.PROTOBUF_LTP;
      case QUOTE -> QuoteFormat.PROTOBUF_QUOTE;
      case FULL -> QuoteFormat.PROTOBUF_FULL;
    };
  }

  @Override
  public void write(RawAnswer answer, FrameBytes out) {
    out.raw(message(answer).build().toByteArray());
  }

  private static ServerMessage.Builder message(RawAnswer answer) {
    var message = ServerMessage.newBuilder();
    return switch (answer) {
      case RawAnswer.Pong _ -> message.setPong(Pong.getDefaultInstance());
      case RawAnswer.Failure failure ->
          message.setError(Error.newBuilder().setCode(failure.code()));
      case RawAnswer.Event event -> message.setAccountEvent(event(event.event()));
      case RawAnswer.Reply reply ->
          message.setReply(
              Reply.newBuilder()
                  .setId(reply.id())
                  .setStatus(reply.reply().getStatus())
                  .setJson(reply.reply().getBody()));
      case RawAnswer.Authenticated bound ->
          message.setAuthenticated(
              Authenticated.newBuilder()
                  .setAccountId(String.valueOf(bound.accountId()))
                  .setExpiresAt(bound.expiresAt()));
      case RawAnswer.Unsubscribed gone ->
          message.setUnsubscribed(
              Unsubscribed.newBuilder().addAllSymbols(gone.names()).addAllCurrent(gone.current()));
      case RawAnswer.Notice notice ->
          message.setNotice(
              Notice.newBuilder().setCode(notice.code()).setReconnectInMs(notice.reconnectInMs()));
      case RawAnswer.Subscribed subscribed -> message.setSubscribed(subscribed(subscribed));
    };
  }

  private static Subscribed.Builder subscribed(RawAnswer.Subscribed answer) {
    var message = Subscribed.newBuilder().addAllCurrent(answer.current());
    for (var watched : answer.accepted()) {
      message.addAccepted(
          Watched.newBuilder().setSymbol(watched.name()).setHandle(watched.handle()));
    }
    for (var name : answer.unknown()) {
      message.addRejected(Rejected.newBuilder().setSymbol(name).setCode("instrument.unknown"));
    }
    return message;
  }

  private static openbell.wire.stream.AccountEvent.Builder event(AccountEvent event) {
    return openbell.wire.stream.AccountEvent.newBuilder()
        .setSeq(event.getSeq())
        .setEvent(event.getType())
        .setJson(new JsonObject(OrderFrames.of(event)).encode());
  }

  @Override
  public void writeHeartbeat(long number, long micros, OptionalLong account, FrameBytes out) {
    beginHeartbeat(number, micros, account, out);
    wrapAll(ServerMessage.HEARTBEAT_FIELD_NUMBER, out);
  }

  @Override
  public void writeHeartbeat(
      long number, long micros, OptionalLong account, Watchlist list, FrameBytes out) {
    beginHeartbeat(number, micros, account, out);
    list.appendSeqs(Heartbeat.LAST_FIELD_NUMBER, out);
    wrapAll(ServerMessage.HEARTBEAT_FIELD_NUMBER, out);
  }

  private static void beginHeartbeat(
      long number, long micros, OptionalLong account, FrameBytes out) {
    int64(Heartbeat.N_FIELD_NUMBER, number, out);
    int64(Heartbeat.TS_FIELD_NUMBER, micros, out);
    if (account.isPresent()) {
      int64(Heartbeat.ACCOUNT_FIELD_NUMBER, account.getAsLong(), out);
    }
  }

  @Override
  public int writeQuotes(Watchlist list, int first, FrameBytes out) {
    int64(Quotes.BASE_TIME_FIELD_NUMBER, list.timeBase(), out);
    list.append(first, out);
    var index = list.nextChanged(first + 1);
    while (index >= 0 && out.length() < FULL_AT) {
      list.append(index, out);
      index = list.nextChanged(index + 1);
    }
    wrapAll(ServerMessage.QUOTES_FIELD_NUMBER, out);
    return index;
  }
}

package openbell.runtime;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A Protobuf message on the event bus: a length and the bytes to other nodes, the same immutable
 * instance (no copy) within a node.
 */
final class ProtobufCodec<T extends Message> implements MessageCodec<T, T> {
  private final T prototype;

  ProtobufCodec(T prototype) {
    this.prototype = prototype;
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    var bytes = new byte[message.getSerializedSize()];
    try {
      message.writeTo(CodedOutputStream.newInstance(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    var length = buffer.getInt(position);
    var bytes = buffer.getBytes(position + Integer.BYTES, position + Integer.BYTES + length);
    try {
      @SuppressWarnings("unchecked") // The parser of T's prototype builds a T.
      var message = (T) prototype.getParserForType().parseFrom(CodedInputStream.newInstance(bytes));
      return message;
    } catch (InvalidProtocolBufferException malformed) {
      throw new IllegalStateException("A malformed " + name() + " came over the bus", malformed);
    }
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return prototype.getDescriptorForType().getFullName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}

package openbell.feedhandler.publish;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The bytes of a batch message, put together from those of its entries. */
final class EncodedBatch {
  private EncodedBatch() {}

  /**
   * A batch as Protobuf encodes it.
   *
   * @param head the batch without its entries
   * @param field the number of its repeated field
   */
  static byte[] of(MessageLite head, int field, List<? extends Encoded> entries) {
    var size = head.getSerializedSize();
    for (var entry : entries) {
      size += CodedOutputStream.computeBytesSize(field, entry.bytes());
    }
    var bytes = new byte[size];
    try {
      var out = CodedOutputStream.newInstance(bytes);
      head.writeTo(out);
      for (var entry : entries) {
        out.writeBytes(field, entry.bytes());
      }
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}

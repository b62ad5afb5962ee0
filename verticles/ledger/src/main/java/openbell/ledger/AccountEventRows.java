package openbell.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import openbell.wire.account.AccountEvent;

/** Rows of account_events as the messages they become. Stateless. */
final class AccountEventRows {
  private static final int PRESENT = 64;

  private AccountEventRows() {}

  /** The event; a body that is none throws IllegalStateException. */
  static AccountEvent eventOf(Row row) {
    try {
      return AccountEvent.parseFrom(bytesOf(row));
    } catch (InvalidProtocolBufferException corrupt) {
      throw new IllegalStateException(
          "event " + row.getLong("seq") + " of account " + row.getLong("account_id"), corrupt);
    }
  }

  /** The event, encoded. The stored body goes in as it is: what wrote it need not be known here. */
  static byte[] bytesOf(Row row) {
    var event =
        AccountEvent.newBuilder()
            .setAccountId(row.getLong("account_id"))
            .setSeq(row.getLong("seq"))
            .setRecordedAt(micros(row.getOffsetDateTime("recorded_at")))
            .setType(row.getString("type"))
            .build();
    Buffer body = row.getBuffer("body");
    var bytes = new ByteArrayOutputStream(PRESENT + body.length());
    try {
      var out = CodedOutputStream.newInstance(bytes);
      event.writeTo(out);
      out.writeBytes(AccountEvent.BODY_FIELD_NUMBER, ByteString.copyFrom(body.getBytes()));
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static long micros(OffsetDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1_000L);
  }
}

package openbell.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotValueTest {
  private static final ByteString MESSAGE = ByteString.copyFromUtf8("message");

  @Test
  void theNewerValueIsTheGreaterText() {
    var newerAndNewer =
        List.of(
            stamp(0, 0),
            stamp(0, 9),
            stamp(0, 10),
            stamp(0, Long.MAX_VALUE),
            stamp(1, 0),
            stamp(0x9FF, 7),
            stamp(0xA00, 3),
            stamp(1_795_000_000_000_000L, 5),
            stamp(1_795_000_000_000_000L, 6),
            stamp(Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(newerAndNewer).isSorted().doesNotHaveDuplicates();
    assertThat(newerAndNewer.getLast()).isEqualTo("7fffffffffffffff7fffffffffffffff");
  }

  @Test
  void theMessageIsReadBack() {
    assertThat(SnapshotValue.message(SnapshotValue.of(3, 4, MESSAGE)))
        .isEqualTo(MESSAGE.toByteArray());
    assertThat(SnapshotValue.message(SnapshotValue.of(3, 4, ByteString.EMPTY))).isEmpty();
    assertThat(SnapshotValue.message(new byte[7])).isEmpty();
  }

  private static String stamp(long epoch, long seq) {
    var value = SnapshotValue.of(epoch, seq, MESSAGE);
    return new String(value, 0, SnapshotValue.STAMP, StandardCharsets.US_ASCII);
  }
}

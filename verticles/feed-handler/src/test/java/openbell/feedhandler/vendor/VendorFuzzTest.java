package openbell.feedhandler.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import openbell.feedhandler.fix.RecordingListener;
import openbell.fuzz.Fuzz;
import org.junit.jupiter.api.Test;

/**
 * Whatever the vendor says is told or malformed, in work that its length bounds; the fill after it
 * brings the stream up, and a message of any shape hides none of its neighbours.
 */
class VendorFuzzTest {
  private static final String BEGIN = "{\"type\":\"begin\",\"stream\":\"s1\",\"seq\":10}";
  private static final String BOOK =
      "{\"type\":\"book\",\"symbol\":\"BRK.B\",\"mic\":\"XNAS\",\"seq\":11,\"ts\":1772425800000001,"
          + "\"bids\":[[\"285.05\",\"100\"],[\"285.00\",\"7.0\",\"3 orders\"]],\"asks\":[]}";
  private static final String TRADE =
      "{\"type\":\"trade\",\"symbol\":\"AAPL\",\"mic\":\"XNAS\",\"seq\":12,\"ts\":1772425800000002,"
          + "\"price\":\"4.35\",\"size\":\"3\",\"side\":\"sell\",\"id\":\"t1\"}";
  private static final String END = "{\"type\":\"end\",\"seq\":10}";
  private static final String HEARTBEAT = "{\"type\":\"heartbeat\",\"seq\":10}";
  private static final String FILL =
      "[" + BEGIN + "," + BOOK.replace(":11,", ":10,") + "," + END + "]";
  private static final String[] NAMES = {
    "type", "symbol", "mic", "seq", "ts", "price", "size", "side", "id", "bids", "asks", "new",
  };
  private static final String[] VALUES = {
    "7",
    "-1",
    "null",
    "true",
    "1.5",
    "\"x\"",
    "\"\"",
    "\"4.35\"",
    "\"trade\"",
    "{}",
    "[]",
    "[[]]",
    "[[[]]]",
    "[7]",
    "[[\"1\"]]",
    "[[\"1\",\"2\"]]",
    "[[\"1\",[\"2\"],7]]",
    "[[[\"1\"],\"2\"]]",
    "[{\"a\":[]}]",
    "[[{}]]",
    "{\"bids\":[]}",
    "[[\"1\",\"2\",[{}]],{}]",
    "[[null,null]]",
  };

  private final RecordingListener listener = new RecordingListener();
  private long now = TimeUnit.HOURS.toNanos(1);
  private final VendorStream stream =
      new VendorStream(listener, new Deaf(), Set.of("XNAS"), () -> now);
  private final VendorDecoder decoder = new VendorDecoder(stream);

  @Test
  void damagedMessages() {
    Fuzz.of("vendor messages", FILL, BOOK, "[" + BOOK + "," + TRADE + "]", HEARTBEAT)
        .with(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "[[",
            "{\"a\":",
            "-",
            "1e999",
            "0.00001",
            "null",
            "\\u0000",
            "\\ud800",
            "99999999999999999999",
            "\"type\":\"begin\",",
            "\"seq\":0,")
        .run(
            input -> {
              decoder.decode(input);
              var told = listener.take();
              assertThat(told).hasSizeLessThanOrEqualTo(3 + input.length);
              now += TimeUnit.MILLISECONDS.toNanos(100);

              decode(FILL);
              assertThat(listener.take()).endsWith("end XNAS:BRK.B", "up");
              assertThat(stream.position()).isEqualTo("s1:10");
              return !told.contains("rejected MALFORMED");
            });
  }

  /** An input says, in pairs of bytes, which fields of the message get which other values. */
  @Test
  void messagesOfAnyShape() {
    Fuzz.of("vendor shapes", new byte[0], new byte[] {11, 9})
        .run(
            input -> {
              var changes = new TreeMap<String, String>();
              for (var at = 0; at + 1 < input.length; at += 2) {
                var name = NAMES[Byte.toUnsignedInt(input[at]) % NAMES.length];
                changes.put(name, VALUES[Byte.toUnsignedInt(input[at + 1]) % VALUES.length]);
              }
              decode("[" + shaped(changes) + "," + FILL.substring(1));
              var told = listener.take();
              assertThat(told).endsWith("end XNAS:BRK.B", "up");
              return !told.contains("rejected MALFORMED");
            });
  }

  private static String shaped(Map<String, String> changes) {
    var fields = new TreeMap<String, String>();
    fields.put("type", "\"book\"");
    fields.put("symbol", "\"AAPL\"");
    fields.put("mic", "\"XNAS\"");
    fields.put("seq", "11");
    fields.put("ts", "1772425800000001");
    fields.putAll(changes);
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void decode(String json) {
    decoder.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Is asked in vain. */
  private static final class Deaf implements VendorStream.Link {
    @Override
    public void askForAll() {
      // Everything comes anyway.
    }

    @Override
    public void reconnect() {
      // As above.
    }
  }
}

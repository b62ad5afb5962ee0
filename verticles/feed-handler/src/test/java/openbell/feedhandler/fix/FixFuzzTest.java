package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import openbell.model.fix.FixTags;
import org.junit.jupiter.api.Test;
import quickfix.DataDictionary;
import quickfix.InvalidMessage;
import quickfix.Message;
import quickfix.SessionID;
import quickfix.field.MsgType;

/**
 * Mutated messages through the engine's parser, the application and the books, as if they had come
 * with a right checksum: nothing throws, and a valid snapshot afterwards is taken as it is.
 */
class FixFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final char SOH = 1;
  private static final SessionID SESSION = new SessionID("FIX.4.4", "OPENBELL", "EXCHANGE");
  private static final String LIST =
      "35=y|320=openbell-1|322=1|560=0|893=Y|146=2|55=AAPL|207=XNAS|55=BRK.B|207=XNAS|";
  private static final String SNAPSHOT =
      "35=W|52=20260302-04:30:00.1|55=AAPL|207=XNAS|83=1|268=2|269=0|270=285.05|271=100|"
          + "272=20260302|273=04:30:00.5|269=1|270=285.10|271=7|";
  private static final List<String> VALID =
      List.of(
          LIST,
          SNAPSHOT,
          SNAPSHOT.replace("AAPL", "BRK.B"),
          "35=X|52=20260302-04:30:01|268=2|279=0|269=0|55=AAPL|207=XNAS|270=285.04|271=5|83=2|"
              + "279=2|269=1|55=AAPL|207=XNAS|270=285.10|83=3|",
          "35=X|52=20260302-04:30:01|268=1|279=0|269=2|278=T1|55=BRK.B|207=XNAS|270=285.07|271=5|"
              + "83=2|2446=2|",
          "35=Y|262=openbell-2|281=0|58=unknown|",
          "35=j|45=2|372=V|380=3|58=no|",
          "35=4|123=Y|36=99|",
          "35=0|");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "9223372036854775808",
          "1E9",
          "0.00001",
          "-0",
          "NaN",
          "XNSE",
          "\u00e9",
          "2",
          "285.05",
          "20261399",
          "99:99:99",
          "A".repeat(300));

  private final Random random = new Random(SEED);
  private final RecordingListener listener = new RecordingListener();
  private final FixMarket market =
      new FixMarket(listener, new Deaf(), symbol -> true, 2, this::now);
  private final FixApplication application =
      new FixApplication(
          new FixSettings.CompIds("OPENBELL", "EXCHANGE", "", ""),
          new FixDecoder("XNAS"),
          market::accept);
  private DataDictionary dictionary;
  private long now = TimeUnit.HOURS.toNanos(1);
  private int requests;

  @Test
  void nothingThrowsAndTheNextSnapshotIsTaken() throws Exception {
    System.out.println("fuzz.seed=" + SEED + " fuzz.inputs=" + INPUTS);
    dictionary = new DataDictionary(FixTags.DICTIONARY);
    application.onLogon(SESSION);
    var parsed = 0;
    for (var input = 0; input < INPUTS; input++) {
      parsed += hear(mutated(VALID.get(random.nextInt(VALID.size())))) ? 1 : 0;
      now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000));
      market.tick();
      if (input % 100 == 0) {
        listener.take();
      }
    }
    assertThat(parsed).isGreaterThan(INPUTS / 2);
    assertThat(requests).isLessThan(INPUTS);

    application.onLogon(SESSION);
    listener.take();
    hear(LIST.replace("openbell-1", "openbell-" + requests));
    hear(SNAPSHOT);
    assertThat(listener.take()).contains("snapshot XNAS:AAPL 100@2850500 / 7@2851000");
  }

  private boolean hear(String body) throws Exception {
    try {
      var message = new Message(wrapped(body), dictionary, false);
      if (isAdmin(message)) {
        application.fromAdmin(message, SESSION);
      } else {
        application.fromApp(message, SESSION);
      }
      return true;
    } catch (InvalidMessage refusedByTheEngine) {
      return false;
    }
  }

  private static boolean isAdmin(Message message) throws Exception {
    return message.getHeader().isSetField(MsgType.FIELD)
        && "012345A".contains(message.getHeader().getString(MsgType.FIELD));
  }

  private static String wrapped(String body) {
    var text = body.replace('|', SOH);
    var whole = "8=FIX.4.4" + SOH + "9=" + text.length() + SOH + text;
    var sum = whole.chars().sum() % 256;
    return whole + "10=%03d".formatted(sum) + SOH;
  }

  private String mutated(String body) {
    var fields = new ArrayList<>(List.of(body.split("\\|")));
    for (var left = random.nextInt(4); left > 0; left--) {
      mutate(fields);
    }
    return String.join("|", fields) + "|";
  }

  private void mutate(List<String> fields) {
    var at = random.nextInt(fields.size());
    var field = fields.get(at);
    var tag = field.substring(0, Math.max(0, field.indexOf('=')));
    switch (random.nextInt(7)) {
      case 0 -> fields.set(at, tag + "=" + VALUES.get(random.nextInt(VALUES.size())));
      case 1 -> fields.add(random.nextInt(fields.size()), field);
      case 2 -> {
        if (fields.size() > 1) {
          fields.remove(at);
        }
      }
      case 3 -> fields.set(at, random.nextInt(3_000) + field.substring(tag.length()));
      case 4 -> fields.set(at, tag + "=" + random.nextInt(200));
      case 5 -> fields.set(at, flipped(field));
      default -> fields.add(at, VALID.get(random.nextInt(VALID.size())));
    }
  }

  private String flipped(String field) {
    var bytes = field.toCharArray();
    bytes[random.nextInt(bytes.length)] = (char) random.nextInt(256);
    return new String(bytes);
  }

  private long now() {
    return now;
  }

  /** Answers nothing and counts. */
  private final class Deaf implements FixRequests {
    @Override
    public void securityList(String securityReqId) {
      requests++;
    }

    @Override
    public void marketData(String mdReqId, Collection<String> symbols, boolean updates) {
      assertThat(symbols).isNotEmpty();
      requests++;
    }

    @Override
    public void reconnect() {}
  }
}

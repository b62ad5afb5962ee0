package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import openbell.wire.reference.Instrument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The session over a loopback socket against a counterparty that may say anything. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FixSessionTest {
  private static final String STAMP = "272=20260302|273=04:30:00.123456|";
  private static final String BOOK =
      "55=AAPL|207=XNAS|83=10|268=2|269=0|270=285.05|271=100|%s269=1|270=285.1000|271=7.0|%s"
          .formatted(STAMP, STAMP);

  private final Vertx vertx = Vertx.vertx();
  private final RecordingListener listener = new RecordingListener();
  private ScriptedExchange exchange;
  private FixSession session;

  @BeforeEach
  void open() throws Exception {
    exchange = ScriptedExchange.open(vertx);
    var settings =
        new FixSettings(
            List.of(new FixSettings.Host("A", "127.0.0.1", exchange.port())),
            List.of("XNAS"),
            new FixSettings.CompIds("OPENBELL", "EXCHANGE", "trader", "secret"),
            1,
            50,
            Optional.empty());
    session = new FixSession(vertx, settings, settings.hosts().getFirst());
    vertx.runOnContext(now -> session.start(listener));
  }

  @AfterEach
  void close() throws Exception {
    session.stop().await(20, TimeUnit.SECONDS);
    exchange.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void logsOnWithItsPasswordLearnsTheSymbolsAndTakesTheBook() throws Exception {
    var logon = exchange.await("A");
    assertThat(logon).contains("|49=OPENBELL|", "|56=EXCHANGE|", "|141=Y|", "|108=1|");
    assertThat(logon).contains("|553=trader|", "|554=secret|");
    var request = subscribe();
    assertThat(request).contains("|263=1|", "|264=20|", "|265=1|", "|146=1|55=AAPL|207=XNAS|");

    exchange.say("W", "262=" + ScriptedExchange.field(request, 262) + "|" + BOOK);
    listener.await("snapshot XNAS:AAPL 100@2850500 / 7@2851000");
    listener.await("end XNAS:AAPL");
    listener.await("up");

    exchange.say(
        "X",
        "268=3|279=0|269=2|278=T1|55=AAPL|207=XNAS|270=285.1|271=3|%s83=11|2446=1|".formatted(STAMP)
            + "279=1|269=1|55=AAPL|207=XNAS|270=285.1|271=4|%s83=12|".formatted(STAMP)
            + "279=2|269=0|55=AAPL|207=XNAS|270=285.05|%s83=13|".formatted(STAMP));
    listener.await("trade XNAS:AAPL BUY 3@2851000 T1");
    listener.await("depth XNAS:AAPL  / 4@2851000");
  }

  @Test
  void carriesTheInstrumentsOfItsMarkets() {
    assertThat(session.lineOf(Instrument.newBuilder().setSymbol("XNAS:AAPL").build())).hasValue(0);
    assertThat(session.lineOf(Instrument.newBuilder().setSymbol("XNSE:INFY").build())).isEmpty();
    assertThat(session.lineOf(Instrument.newBuilder().setSymbol("nonsense").build())).isEmpty();
  }

  @Test
  void aMissedRptSeqIsAskedForAgain() throws Exception {
    fill();

    exchange.say("X", "268=1|279=0|269=0|55=AAPL|207=XNAS|270=285.01|271=1|83=12|");
    listener.await("stale XNAS:AAPL");
    assertThat(exchange.await("V")).contains("|263=0|", "|146=1|55=AAPL|");
    exchange.say("W", BOOK.replace("83=10", "83=12"));
    listener.await("snapshot XNAS:AAPL 100@2850500 / 7@2851000");
  }

  @Test
  void aDamagedMessageIsAskedForAndWhatIsSkippedIsTakenAnew() throws Exception {
    fill();

    exchange.write(exchange.damaged("X", "268=1|279=0|269=0|55=AAPL|270=285.01|271=1|83=11|"));
    var resend = exchange.await("2");
    var begin = Integer.parseInt(ScriptedExchange.field(resend, 7));
    exchange.mute(true);
    exchange.sayAs(begin, "4", "123=Y|43=Y|122=20260302-04:30:00|36=" + (begin + 1) + "|");
    exchange.mute(false);

    listener.await("down the counterparty skipped messages");
    refill();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4; 36=1000|",
        "4; 123=N|36=5000|",
      })
  void aSequenceResetTakesAllBooksAnew(String type, String body) throws Exception {
    fill();

    exchange.say(type, body);
    var next = Integer.parseInt(body.replaceAll(".*36=([0-9]+).*", "$1"));
    exchange.skip(next);
    exchange.sayAs(next, "0", "");

    listener.await("down the counterparty skipped messages");
  }

  @Test
  void aSequenceNumberThatIsTooLowEndsTheConnectionAndTheNextOneBeginsAnew() throws Exception {
    fill();

    exchange.sayAs(1, "X", "268=1|279=0|269=0|55=AAPL|270=285.01|271=1|83=11|");

    listener.await("down logged out");
    exchange.await("A");
    refill();
  }

  @Test
  void aClosedConnectionIsMadeAgain() throws Exception {
    fill();

    exchange.hangUp();

    listener.await("down logged out");
    exchange.await("A");
    refill();
  }

  @Test
  void aSilentCounterpartyIsDownUntilItSpeaks() throws Exception {
    fill();

    exchange.mute(true);
    listener.await("down silent for 2 s");
    exchange.mute(false);

    listener.await("up");
  }

  @ParameterizedTest
  @CsvSource({
    "8=FIX.4.4|9=999999999|35=W|",
    "8=FIX.4.4|9=99999999999999999999999|",
  })
  void aBodyWithoutEndEndsTheConnection(String bytes) throws Exception {
    fill();

    exchange.write(bytes.replace('|', '\u0001'));

    listener.await("down logged out");
    exchange.await("A");
    refill();
  }

  @Test
  void garbageBetweenMessagesIsPassedOver() throws Exception {
    fill();

    exchange.write("\u0000\u00ff8=FI8=FIX\u0001\u00019=\u000135=W\u000110=000\u0001garbage");
    exchange.say("X", "268=1|279=1|269=0|55=AAPL|207=XNAS|270=285.05|271=1|83=11|");

    listener.await("depth XNAS:AAPL 1@2850500 / 7@2851000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "268=1|279=1|269=0|55=AAPL|270=2.8E2|271=1|83=11|; MALFORMED",
        "268=1|279=1|269=0|55=AAPL|270=285.050001|271=1|83=11|; MALFORMED",
        "268=1|279=9|269=0|55=AAPL|270=285.05|271=1|83=11|; MALFORMED",
        "268=1|279=1|269=Z|55=AAPL|270=285.05|271=1|83=11|; MALFORMED",
        "268=1|279=1|269=0|55=|270=285.05|271=1|83=11|; MALFORMED",
        "268=1|279=1|269=0|55=aapl|270=285.05|271=1|83=11|; MALFORMED",
        "268=1|279=1|269=0|55=AAPL|270=285.05|271=99999999999999999999|83=11|; MALFORMED",
        "268=1|279=1|269=0|55=AAPL|270=285.05|271=1|; MALFORMED",
        "268=1|279=1|269=0|55=MSFT|270=285.05|271=1|83=11|; UNKNOWN_SYMBOL",
        "268=1|279=1|269=0|55=AAPL|207=XNYS|270=285.05|271=1|83=11|; UNKNOWN_SYMBOL",
      })
  void whatIsWrongIsCountedAndTheSessionGoesOn(String entry, String verdict) throws Exception {
    fill();

    exchange.say("X", entry);
    listener.await("rejected " + verdict);
    exchange.say("W", BOOK.replace("83=10", "83=20"));
    listener.await(told -> told.startsWith("snapshot"));
    exchange.say("X", "268=1|279=1|269=0|55=AAPL|270=285.05|271=2|83=21|");
    listener.await("depth XNAS:AAPL 2@2850500 / 7@2851000");
  }

  private String subscribe() throws Exception {
    var list = exchange.await("x");
    exchange.say(
        "y",
        "320=%s|322=1|560=0|393=2|893=Y|146=2|55=AAPL|207=XNAS|55=IBM|207=XNYS|"
            .formatted(ScriptedExchange.field(list, 320)));
    return exchange.await("V");
  }

  private void fill() throws Exception {
    subscribe();
    exchange.say("W", BOOK);
    listener.await("up");
  }

  private void refill() throws Exception {
    fill();
  }
}

package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A FIX counterparty that says exactly what a test wants, right or wrong. Logs everyone on and
 * beats its heart, unless told otherwise; fields are written with | between them.
 */
final class ScriptedExchange {
  private static final char SOH = 1;
  private static final DateTimeFormatter SENDING_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final NetServer server;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CountDownLatch failedHandshake = new CountDownLatch(1);
  private volatile NetSocket socket;
  private volatile boolean mute;
  private String undecoded = "";
  private int seqNum;

  private ScriptedExchange(Vertx vertx, NetServerOptions options) {
    this.server =
        vertx
            .createNetServer(options)
            .connectHandler(this::connected)
            .exceptionHandler(failure -> failedHandshake.countDown());
  }

  static ScriptedExchange open(Vertx vertx) throws Exception {
    return open(vertx, new NetServerOptions());
  }

  /** One that speaks TLS with the key of a PKCS12 file. */
  static ScriptedExchange openTls(Vertx vertx, Path key, String password) throws Exception {
    var keys = new PfxOptions().setPath(key.toString()).setPassword(password);
    return open(vertx, new NetServerOptions().setSsl(true).setKeyCertOptions(keys));
  }

  private static ScriptedExchange open(Vertx vertx, NetServerOptions options) throws Exception {
    var exchange = new ScriptedExchange(vertx, options);
    exchange.server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    vertx.setPeriodic(500, beat -> exchange.beat());
    return exchange;
  }

  int port() {
    return server.actualPort();
  }

  /** From now on it says nothing by itself. */
  void mute(boolean silent) {
    mute = silent;
  }

  /** Sends a message with the next sequence number. */
  synchronized void say(String type, String body) {
    seqNum++;
    write(message(type, seqNum, body));
  }

  /** Sends a message with a sequence number of the test's. */
  synchronized void sayAs(int number, String type, String body) {
    write(message(type, number, body));
  }

  /** Leaves sequence numbers out. */
  synchronized void skip(int count) {
    seqNum += count;
  }

  /** Sends bytes as they are. */
  void write(String bytes) {
    socket.write(Buffer.buffer(bytes, StandardCharsets.ISO_8859_1.name()));
  }

  /** A message whose checksum is not its own, with the next sequence number. */
  synchronized String damaged(String type, String body) {
    seqNum++;
    return message(type, seqNum, body).replaceFirst("10=...", "10=999");
  }

  /** Closes the connection. */
  void hangUp() {
    socket.close();
  }

  /** Waits for the next message of a type and returns it. */
  String await(String type) throws InterruptedException {
    while (true) {
      var message = received.poll(8, TimeUnit.SECONDS);
      assertThat(message).as("a message of type " + type).isNotNull();
      if (message.contains("|35=" + type + "|")) {
        return message;
      }
    }
  }

  /** Waits until a client gave up in the TLS handshake. */
  void awaitFailedHandshake() throws InterruptedException {
    assertThat(failedHandshake.await(30, TimeUnit.SECONDS)).as("a failed handshake").isTrue();
  }

  boolean hasReceived() {
    return !received.isEmpty();
  }

  /** The value of a field of a received message. */
  static String field(String message, int tag) {
    var from = message.indexOf("|" + tag + "=") + Integer.toString(tag).length() + 2;
    return message.substring(from, message.indexOf('|', from));
  }

  private void connected(NetSocket accepted) {
    synchronized (this) {
      seqNum = 0;
    }
    socket = accepted;
    undecoded = "";
    accepted.handler(bytes -> heard(bytes.toString(StandardCharsets.ISO_8859_1)));
  }

  private void heard(String bytes) {
    undecoded += bytes;
    for (var end = end(); end > 0; end = end()) {
      answer(undecoded.substring(0, end).replace(SOH, '|'));
      undecoded = undecoded.substring(end);
    }
  }

  private int end() {
    var trailer = undecoded.indexOf(SOH + "10=");
    return trailer >= 0 && undecoded.length() >= trailer + 8 ? trailer + 8 : 0;
  }

  private void answer(String message) {
    received.add(message);
    if (message.contains("|35=A|")) {
      synchronized (this) {
        seqNum = 0;
      }
      say("A", "98=0|108=1|141=Y|");
    } else if (message.contains("|35=1|") && !mute) {
      say("0", "112=" + field(message, 112) + "|");
    }
  }

  private void beat() {
    if (!mute && socket != null && seqNum > 0) {
      say("0", "");
    }
  }

  private static String message(String type, int number, String body) {
    var rest =
        "35=%s|49=EXCHANGE|56=OPENBELL|34=%d|52=%s|%s"
            .formatted(type, number, SENDING_TIME.format(Instant.now()), body);
    var whole = ("8=FIX.4.4|9=" + rest.length() + "|" + rest).replace('|', SOH);
    var sum = 0;
    for (var at = 0; at < whole.length(); at++) {
      sum += whole.charAt(at);
    }
    return whole + "10=%03d".formatted(sum % 256) + SOH;
  }

  void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
  }
}

package openbell.feedhandler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import openbell.embedded.Store;
import openbell.model.RedisKeys;
import openbell.model.SnapshotValue;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snapshots in the real Redis. */
class RedisSnapshotsIT extends SinkFixture {
  private final TestChanges changes = new TestChanges();

  @BeforeEach
  void forget() {
    await(node.redis().send(Request.cmd(Command.DEL).arg(RedisKeys.bbo(SYMBOL))));
  }

  @Test
  void newestWinsInRedisAgainstAnOlderWrite() {
    var redis = onLoop(this::startRedis);

    write(redis, quote(7, 5, 100));
    awaitLastPx(100);
    write(redis, quote(7, 4, 200));
    write(redis, quote(6, 999, 300));
    write(redis, quote(7, 10, 400));

    awaitLastPx(400);
    assertThat(stamp()).isEqualTo("0000000000000007000000000000000a");
    onLoop(redis::stop);
  }

  @Test
  void olderWriteOfAnotherWriterIsRefusedByRedisItself() {
    var redis = onLoop(this::startRedis);
    write(redis, quote(8, 1, 500));
    awaitLastPx(500);
    onLoop(redis::stop);

    var late = onLoop(this::startRedis);
    write(late, quote(7, 1_000_000, 600));
    onLoop(late::stop);

    assertThat(await(late.load(List.of(SYMBOL))).get(SYMBOL).lastPx()).isEqualTo(500);
    assertThat(stamp()).isEqualTo("00000000000000080000000000000001");
  }

  @Test
  void oneCallTakesManyKeysAndEachIsComparedAlone() {
    var redis = onLoop(this::startRedis);
    write(redis, quote(7, 5, 100));
    awaitLastPx(100);
    var many = new ArrayList<Quote>();
    for (var number = 0; number < 600; number++) {
      many.add(quote(7, 6, 200).toBuilder().setSymbol("XNSE:M" + number).build());
    }
    many.add(300, quote(7, 4, 300));
    run(() -> redis.accept(changes.of(many, List.of(), List.of())));
    onLoop(redis::stop);

    var symbols = new ArrayList<>(many.stream().map(Quote::getSymbol).toList());
    var before = await(redis.load(symbols));

    assertThat(before).hasSize(601);
    assertThat(before.get(SYMBOL).lastPx()).isEqualTo(100);
    assertThat(before.get("XNSE:M599").lastPx()).isEqualTo(200);
  }

  @Test
  void whatIsNoSnapshotIsLeftOutAndReplaced() {
    await(
        node.redis()
            .send(Request.cmd(Command.HSET).arg(RedisKeys.bbo(SYMBOL)).arg("v").arg("other")));
    await(
        node.redis()
            .send(Request.cmd(Command.SET).arg(RedisKeys.bbo("XNSE:TORN")).arg("0".repeat(33))));
    var redis = onLoop(this::startRedis);
    assertThat(await(redis.load(List.of(SYMBOL, "XNSE:TORN")))).isEmpty();

    write(redis, quote(7, 5, 100));

    awaitLastPx(100);
    onLoop(redis::stop);
  }

  @Test
  void redisRestartIsRecoveredWithTheNewestValue() throws Exception {
    var redis = onLoop(this::startRedis);
    write(redis, quote(9, 1, 700));
    awaitLastPx(700);

    stores.stop(Store.REDIS);
    write(redis, quote(9, 2, 800));
    awaitUntil(() -> !node.health().isUp("feed-redis"));
    write(redis, quote(9, 3, 900));
    stores.restart(Store.REDIS);

    awaitLastPx(900);
    awaitUntil(() -> node.health().isUp("feed-redis"));
    onLoop(redis::stop);
  }

  @Test
  void whatWasPublishedIsReadBackAtTheNextStart() {
    var redis = onLoop(this::startRedis);
    write(redis, quote(5, 77, 1_000).toBuilder().setVolume(42).setOpenPx(990).build());
    onLoop(redis::stop);

    var before = await(redis.load(List.of(SYMBOL, "XNSE:NOTHING")));

    assertThat(before).containsOnlyKeys(SYMBOL);
    assertThat(before.get(SYMBOL).epoch()).isEqualTo(5);
    assertThat(before.get(SYMBOL).volume()).isEqualTo(42);
    assertThat(before.get(SYMBOL).ohlc().openPx()).isEqualTo(990);
  }

  private Future<RedisSnapshots> startRedis() {
    var redis = new RedisSnapshots(context, node.redis(), node.quotes());
    redis.start();
    return Future.succeededFuture(redis);
  }

  private void write(RedisSnapshots redis, Quote quote) {
    run(() -> redis.accept(changes.of(List.of(quote), List.of(), List.of())));
  }

  private String stamp() {
    var value = await(node.redis().send(Request.cmd(Command.GET).arg(RedisKeys.bbo(SYMBOL))));
    return value.toString(StandardCharsets.ISO_8859_1).substring(0, SnapshotValue.STAMP);
  }

  private void awaitLastPx(long lastPx) {
    awaitQuote(quote -> quote.getLastPx() == lastPx);
  }

  private void awaitQuote(Predicate<Quote> wanted) {
    awaitUntil(
        () -> {
          var request = Request.cmd(Command.GET).arg(RedisKeys.bbo(SYMBOL));
          var value = await(node.redis().send(request).otherwiseEmpty());
          return value != null && wanted.test(parse(value));
        });
  }

  private static Quote parse(Response value) throws InvalidProtocolBufferException {
    return Quote.parseFrom(SnapshotValue.message(value.toBuffer().getBytes()));
  }
}

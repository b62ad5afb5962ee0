package openbell.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import openbell.runtime.Fault;
import org.junit.jupiter.api.Test;

class RedisGuardTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FakeRedis redis = new FakeRedis();
  private final RedisGuard guard = new RedisGuard(redis, nanos::get);

  /** Answers, or refuses, at once. */
  private static final class FakeRedis implements Redis {
    private boolean isAway;
    private boolean saysNo;
    private int asked;

    @Override
    public Future<Response> send(Request command) {
      asked++;
      if (saysNo) {
        return Future.failedFuture(ErrorType.create("NOSCRIPT No matching script."));
      }
      return isAway ? Future.failedFuture("connection refused") : Future.succeededFuture();
    }

    @Override
    public Future<RedisConnection> connect() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Response>> batch(List<Request> commands) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> close() {
      throw new UnsupportedOperationException();
    }
  }

  private void after(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Whether a question reached Redis and was answered. */
  private boolean ask(boolean isAway) {
    redis.isAway = isAway;
    var answer = guard.send(Request.cmd(Command.PING));
    if (answer.failed()) {
      assertThat(answer.cause()).isInstanceOf(Fault.class);
    }
    return answer.succeeded();
  }

  @Test
  void oneThatHasNeverAnsweredIsAwayAtItsFirstFailure() {
    assertThat(ask(true)).isFalse();
    assertThat(ask(false)).isFalse();
    assertThat(redis.asked).isEqualTo(1);

    after(1_000);
    assertThat(ask(false)).isTrue();
  }

  @Test
  void oneThatSaysNoIsThere() {
    redis.saysNo = true;
    assertThat(ask(false)).isFalse();
    redis.saysNo = false;
    assertThat(ask(false)).isTrue();
    assertThat(redis.asked).isEqualTo(2);
  }

  @Test
  void failuresAmongAnswersPauseNothing() {
    assertThat(ask(false)).isTrue();
    after(499);
    assertThat(ask(true)).isFalse();
    assertThat(ask(false)).isTrue();
    after(499);
    assertThat(ask(true)).isFalse();
    assertThat(ask(false)).isTrue();
    assertThat(redis.asked).isEqualTo(5);
  }

  @Test
  void halfASecondWithoutAnAnswerIsAwayForASecond() {
    assertThat(ask(false)).isTrue();
    after(500);
    assertThat(ask(true)).isFalse();
    after(999);
    assertThat(ask(false)).isFalse();
    assertThat(redis.asked).isEqualTo(2);

    after(1);
    assertThat(ask(true)).isFalse();
    assertThat(redis.asked).isEqualTo(3);
    after(1_000);
    assertThat(ask(false)).isTrue();
  }
}

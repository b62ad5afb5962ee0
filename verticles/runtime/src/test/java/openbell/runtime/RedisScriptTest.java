package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisScriptTest {
  private static final RedisScript SCRIPT = new RedisScript("return 1");

  /** As {@code redis-cli script load "return 1"} names it. */
  private static final String HASH = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

  private final List<Request> sent = new ArrayList<>();
  private boolean isKnown;

  private Future<Response> redis(Request request) {
    sent.add(request);
    isKnown |= request.command().equals(Command.EVAL);
    return isKnown ? Future.succeededFuture() : Future.failedFuture(unknown());
  }

  private static Throwable unknown() {
    return ErrorType.create("NOSCRIPT No matching script. Please use EVAL.");
  }

  private static String text(Request request) {
    return request.toString().replace("\r\n", " ");
  }

  @Test
  void redisIsToldTheTextOnce() {
    assertThat(SCRIPT.run(this::redis, List.of("k"), List.of(7, "v")).succeeded()).isTrue();
    assertThat(SCRIPT.run(this::redis, List.of("k"), List.of(Buffer.buffer("b"))).succeeded())
        .isTrue();

    assertThat(sent)
        .extracting(Request::command)
        .containsExactly(Command.EVALSHA, Command.EVAL, Command.EVALSHA);
    assertThat(text(sent.get(0))).contains(HASH, "$1 1 $1 k $1 7 $1 v");
    assertThat(text(sent.get(1))).contains("return 1", "$1 1 $1 k $1 7 $1 v");
    assertThat(text(sent.get(2))).contains(HASH, "$1 b");
  }

  @Test
  void whatItsSenderSaysOfAnUnknownScriptIsUnderstood() {
    var answer =
        SCRIPT.run(
            request ->
                redis(request)
                    .recover(no -> Future.failedFuture(Fault.unavailable("code", "No.", no))),
            List.of(),
            List.of());

    assertThat(answer.succeeded()).isTrue();
  }

  @Test
  void anotherFailureIsTheCallers() {
    var answer =
        SCRIPT.run(request -> Future.failedFuture("connection refused"), List.of(), List.of());

    assertThat(answer.failed()).isTrue();
    assertThat(answer.cause()).hasMessage("connection refused");
  }
}

package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform published is recorded, and feeds a platform again. */
final class CaptureIT {
  @TempDir Path folder;

  @Test
  void whatWasPublishedFeedsAPlatformAgain() {
    var data = folder.resolve("data");
    var capture = folder.resolve("day.obcap").toString();
    try (var platform = PlatformProcess.start(data).awaitReady()) {
      var recorded =
          PlatformProcess.run(
              "capture",
              capture,
              "--symbols",
              "XNSE:RELIANCE,XNSE:TCS,XNAS:AAPL",
              "--seconds",
              "10",
              "--set",
              "data.dir=" + data);
      assertThat(recorded.exitCode()).as(recorded.output()).isZero();
      assertThat(recorded.output()).containsPattern("[1-9][0-9,]* updates in");
      var again =
          PlatformProcess.run("capture", capture, "--seconds", "10", "--set", "data.dir=" + data);
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.output()).contains("is there already");
      assertThat(platform.isAlive()).isTrue();
    }
    var replayed = PlatformProcess.run("replay", capture);
    assertThat(replayed.exitCode()).as(replayed.output()).isZero();
    assertThat(replayed.output())
        .containsPattern("[1-9][0-9,]* depths and [0-9,]+ trades.* in 3 symbols");

    try (var platform =
        PlatformProcess.start(
                folder.resolve("other"),
                "--set",
                "feed.sessions=replay,simulator",
                "--set",
                "feed.replay.file=" + capture)
            .awaitReady()) {
      var token = Trader.login(platform.url(), "trader1@openbell.test").token();
      try (var socket = StreamClient.open(platform.url(), token)) {
        socket.send(
            new JsonObject()
                .put("action", "subscribe")
                .put("symbols", new JsonArray().add("RELIANCE").add("TCS").add("AAPL")));
        socket.awaitMessage(
            "a price of the capture",
            message ->
                message.containsKey("d")
                    && message.getJsonArray("d").stream()
                        .anyMatch(quote -> ((JsonObject) quote).containsKey("b")));
      }
    }
  }
}

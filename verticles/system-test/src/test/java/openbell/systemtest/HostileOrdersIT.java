package openbell.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each hostile order has its own documented refusal, and leaves no trace. */
final class HostileOrdersIT {
  @TempDir static Path folder;
  private static PlatformProcess platform;
  private static Trader trader;

  @BeforeAll
  static void startPlatform() {
    platform = PlatformProcess.start(folder.resolve("data")).awaitReady();
    trader = Trader.login(platform.url(), "trader1@openbell.test");
  }

  @AfterAll
  static void stopPlatform() {
    platform.close();
  }

  /** The body may use single quotes for readability. */
  @ParameterizedTest
  @CsvFileSource(resources = "/hostile-orders.csv", delimiter = '|', numLinesToSkip = 1)
  void isRefusedWithItsOwnCodeAndWritesNothing(String body, int status, String code) {
    var events = trader.events().size();
    var held = trader.funds("INR", "held");
    var answer =
        trader.placeRaw(body.replace('\'', '"'), "Idempotency-Key", UUID.randomUUID().toString());
    assertProblem(answer, status, code);
    assertThat(trader.orders()).isEmpty();
    assertThat(trader.events()).hasSize(events);
    assertThat(trader.funds("INR", "held")).isEqualByComparingTo(held);
  }

  @Test
  void aMissingKeyIsRefused() {
    assertProblem(
        trader.placeRaw(Orders.market("BUY", "TCS", 1).encode()), 400, "idempotency.key_missing");
  }

  @Test
  void aForgedTokenIsRefused() {
    var token = trader.token();
    var forged = trader.withToken(token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86));
    assertThat(forged.place(Orders.market("BUY", "TCS", 1)).status()).isEqualTo(401);
    assertThat(trader.withToken("nonsense").get("/orders").status()).isEqualTo(401);
  }

  @Test
  void anothersOrderIsNotFound() {
    assertThat(trader.get("/orders/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(trader.cancel(UUID.randomUUID().toString()).status()).isEqualTo(404);
    assertThat(trader.cancel("not-an-id").status()).isIn(400, 404);
  }

  private static void assertProblem(Trader.Answer answer, int status, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    var problem = answer.body();
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("outcome")).isEqualTo("NOT_APPLIED");
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("requestId")).isNotBlank();
    assertThat(new JsonObject(problem.encode()).getString("title")).isNotBlank();
  }
}

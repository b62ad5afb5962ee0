package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS to the counterparty: its certificate and its name are checked. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FixTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aCertificateThatIsTrustedIsTalkedTo() throws Exception {
    var key = key("known", "ip:127.0.0.1");
    var exchange = ScriptedExchange.openTls(vertx, key, PASSWORD);
    var session = start(exchange, key);

    assertThat(exchange.await("A")).contains("|554=secret|");
    session.stop().await(20, TimeUnit.SECONDS);
  }

  @Test
  void anotherCertificateAndAnotherNameNeverHearThePassword() throws Exception {
    var known = key("known", "ip:127.0.0.1");
    var unknown = ScriptedExchange.openTls(vertx, key("unknown", "ip:127.0.0.1"), PASSWORD);
    var misnamedKey = key("misnamed", "dns:elsewhere.test");
    var misnamed = ScriptedExchange.openTls(vertx, misnamedKey, PASSWORD);

    var first = start(unknown, known);
    var second = start(misnamed, misnamedKey);
    unknown.awaitFailedHandshake();
    misnamed.awaitFailedHandshake();

    assertThat(unknown.hasReceived()).isFalse();
    assertThat(misnamed.hasReceived()).isFalse();
    first.stop().await(20, TimeUnit.SECONDS);
    second.stop().await(20, TimeUnit.SECONDS);
  }

  private FixSession start(ScriptedExchange exchange, Path trusted) {
    var settings =
        new FixSettings(
            List.of(new FixSettings.Host("A", "127.0.0.1", exchange.port())),
            List.of("XNAS"),
            new FixSettings.CompIds("OPENBELL", "EXCHANGE", "", "secret"),
            1,
            50,
            Optional.of(new FixSettings.TrustStore(trusted, PASSWORD)));
    var session = new FixSession(vertx, settings, settings.hosts().getFirst());
    vertx.runOnContext(now -> session.start(listener));
    return session;
  }

  /** A self-signed key: trusted by whoever has the file. */
  private Path key(String name, String alternative) throws Exception {
    var file = folder.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternative,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return file;
  }
}

package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  private static final String KEY = "fix.networks";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10.0.0.0/8; 10.255.1.2; true",
        "10.0.0.0/8; 11.0.0.1; false",
        "192.168.4.128/25; 192.168.4.127; false",
        "192.168.4.128/25; 192.168.4.200; true",
        "127.0.0.1; 127.0.0.1; true",
        "127.0.0.1; 127.0.0.2; false",
        "0.0.0.0/0; 8.8.8.8; true",
        "0.0.0.0/0; ::1; false",
        "::1/128, 10.0.0.0/8; ::1; true",
        "fe80::/10; fe80::1; true",
        "fe80::/10; ff00::1; false",
      })
  void addressIsInANetworkOrNot(String networks, String address, boolean expected)
      throws Exception {
    assertThat(networks(networks).contains(InetAddress.getByName(address))).isEqualTo(expected);
  }

  @Test
  void peerWithoutAnAddressIsInNone() {
    var everything = networks("0.0.0.0/0");

    assertThat(everything.contains(new InetSocketAddress("10.0.0.1", 1))).isTrue();
    assertThat(everything.contains(InetSocketAddress.createUnresolved("host", 1))).isFalse();
    assertThat(networks("").contains(new InetSocketAddress("10.0.0.1", 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/x", "1.2.3.4.5", "/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> networks(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(KEY);
  }

  private static Networks networks(String list) {
    var config = Config.load("demo", null, Map.of(), List.of(KEY + "=" + list));
    return Networks.of(config, KEY);
  }
}

package openbell.feedhandler.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import openbell.model.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LobsterDecoderTest {
  private static final String VALID = "34200.18960767,1,11885113,21,2238100,1";

  private final LobsterDecoder decoder = new LobsterDecoder();
  private final LobsterMessage message = new LobsterMessage();

  @Test
  void decodesEveryField() {
    assertThat(decode(VALID)).isEqualTo(LobsterSyntax.VALID);

    assertThat(message.timeNanos()).isEqualTo(34_200_189_607_670L);
    assertThat(message.type()).isEqualTo(LobsterMessage.Type.NEW);
    assertThat(message.orderId()).isEqualTo(11_885_113);
    assertThat(message.qty()).isEqualTo(21);
    assertThat(message.px()).isEqualTo(2_238_100);
    assertThat(message.restingSide()).isEqualTo(Side.BUY);
  }

  @Test
  void haltHasNoSizeAndANegativePrice() {
    assertThat(decode("34200.1,7,0,0,-1,-1")).isEqualTo(LobsterSyntax.VALID);
    assertThat(message.type()).isEqualTo(LobsterMessage.Type.HALT);
    assertThat(message.isTrade()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "34200|34200000000000",
        "0.000000001|1",
        "43002.632812672004|43002632812672",
        "86399.999999999|86399999999999",
      })
  void timeIsExactToTheNanosecond(String time, long nanos) {
    assertThat(decode(time + ",1,1,1,1,1")).isEqualTo(LobsterSyntax.VALID);
    assertThat(message.timeNanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|FIELD_COUNT",
        "34200.1,1,1,21,2238100|FIELD_COUNT",
        "34200.1,1,1,21,2238100,1,7|FIELD_COUNT",
        "x,1,1,21,2238100,1|TIME",
        "-1.5,1,1,21,2238100,1|TIME",
        "34200.,1,1,21,2238100,1|TIME",
        "34200.1.2,1,1,21,2238100,1|TIME",
        "86400.0,1,1,21,2238100,1|TIME",
        "34200.1234567890123456789,1,1,21,2238100,1|TIME",
        "34200.1,0,1,21,2238100,1|TYPE",
        "34200.1,8,1,21,2238100,1|TYPE",
        "34200.1,,1,21,2238100,1|TYPE",
        "34200.1,1 ,1,21,2238100,1|TYPE",
        "34200.1,1,-1,21,2238100,1|ORDER_ID",
        "34200.1,1,1e3,21,2238100,1|ORDER_ID",
        "34200.1,1,9223372036854775808,21,2238100,1|ORDER_ID",
        "34200.1,1,1,0,2238100,1|SIZE",
        "34200.1,1,1,-21,2238100,1|SIZE",
        "34200.1,1,1,2.5,2238100,1|SIZE",
        "34200.1,1,1,10000000001,2238100,1|SIZE",
        "34200.1,1,1,21,0,1|PRICE",
        "34200.1,1,1,21,-2238100,1|PRICE",
        "34200.1,1,1,21,223.81,1|PRICE",
        "34200.1,1,1,21,2238100,0|DIRECTION",
        "34200.1,1,1,21,2238100,-|DIRECTION",
        "34200.1,1,1,21,2238100,2|DIRECTION",
        "34200.1,1,1,21,2238100,1x|DIRECTION",
      })
  void namesTheFirstThingThatIsWrong(String line, LobsterSyntax expected) {
    assertThat(decode(line)).isEqualTo(expected);
  }

  private LobsterSyntax decode(String line) {
    var bytes = line.getBytes(StandardCharsets.US_ASCII);
    return decoder.decode(bytes, 0, bytes.length, message);
  }
}

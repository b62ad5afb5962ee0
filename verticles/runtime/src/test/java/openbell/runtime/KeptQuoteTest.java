package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import openbell.wire.marketdata.Quote;
import org.junit.jupiter.api.Test;

final class KeptQuoteTest {
  @Test
  void everyFieldOfAQuoteIsKept() {
    var kept = new KeptQuote(quote(0));
    assertThat(kept.quote()).isEqualTo(quote(0));
    assertThat(kept.take(quote(1))).isTrue();
    assertThat(kept.quote()).isEqualTo(quote(1));
  }

  @Test
  void anOlderOrEqualQuoteIsNotTaken() {
    var kept = new KeptQuote(quote(1));
    assertThat(kept.take(quote(0))).isFalse();
    assertThat(kept.take(quote(1))).isFalse();
    assertThat(kept.quote()).isEqualTo(quote(1));
  }

  @Test
  void aSilencedQuoteIsStaleUntilItsLineIsBackOrANewerOneComes() {
    var fresh = quote(0).toBuilder().setStale(false).build();
    var kept = new KeptQuote(fresh);
    assertThat(kept.silence()).isTrue();
    assertThat(kept.silence()).isFalse();
    assertThat(kept.quote()).isEqualTo(fresh.toBuilder().setStale(true).build());
    assertThat(kept.unsilence()).isTrue();
    assertThat(kept.unsilence()).isFalse();
    assertThat(kept.quote()).isEqualTo(fresh);
    kept.silence();
    var newer = quote(1).toBuilder().setStale(false).build();
    assertThat(kept.take(newer)).isTrue();
    assertThat(kept.unsilence()).isFalse();
    assertThat(kept.quote()).isEqualTo(newer);
  }

  @Test
  void aQuoteThatTheFeedCallsStaleStaysSoWhenItsLineIsBack() {
    var kept = new KeptQuote(quote(0).toBuilder().setStale(true).build());
    assertThat(kept.silence()).isFalse();
    assertThat(kept.unsilence()).isFalse();
    assertThat(kept.quote().getStale()).isTrue();
  }

  /** A quote with another value in each field, whatever fields there are. */
  private static Quote quote(int version) {
    var quote = Quote.newBuilder();
    for (var field : Quote.getDescriptor().getFields()) {
      quote.setField(field, value(field, version));
    }
    return quote.setSymbol("XNSE:TCS").build();
  }

  private static Object value(FieldDescriptor field, int version) {
    return switch (field.getJavaType()) {
      case LONG -> 100L * version + field.getNumber();
      case BOOLEAN -> (field.getNumber() + version) % 2 == 0;
      case STRING -> field.getName() + version;
      default -> throw new AssertionError("a quote has no such field: " + field);
    };
  }
}

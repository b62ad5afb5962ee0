package openbell.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import openbell.gateway.web.RateLimits.Policy;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {
  private static final Policy THREE = new Policy("three", 3);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LocalBuckets buckets = new LocalBuckets();

  @Test
  void takesUntilNothingIsLeft() {
    assertThat(buckets.take("a", THREE, 0)).isEqualTo(new RateLimit(true, "three", 3, 2, 20));
    assertThat(buckets.take("a", THREE, 0)).isEqualTo(new RateLimit(true, "three", 3, 1, 40));
    assertThat(buckets.take("a", THREE, 0)).isEqualTo(new RateLimit(true, "three", 3, 0, 60));
    assertThat(buckets.take("a", THREE, 0)).isEqualTo(new RateLimit(false, "three", 3, 0, 60));
  }

  @Test
  void refillsEvenly() {
    for (var taken = 0; taken < 3; taken++) {
      buckets.take("a", THREE, 0);
    }

    assertThat(buckets.take("a", THREE, 19 * SECOND).allowed()).isFalse();
    assertThat(buckets.take("a", THREE, 21 * SECOND).allowed()).isTrue();
    assertThat(buckets.take("a", THREE, 3_600 * SECOND).remaining()).isEqualTo(2);
  }

  @Test
  void holdersDoNotShare() {
    for (var taken = 0; taken < 3; taken++) {
      buckets.take("a", THREE, 0);
    }

    assertThat(buckets.take("b", THREE, 0).allowed()).isTrue();
  }

  @Test
  void headersAreThoseOfTheDraft() {
    var limit = new RateLimit(true, "default", 1_000, 999, 1);

    assertThat(limit.policyHeader()).isEqualTo("\"default\";q=1000;w=60");
    assertThat(limit.limitHeader()).isEqualTo("\"default\";r=999;t=1");
  }
}

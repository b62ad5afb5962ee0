package openbell.order;

import java.security.SecureRandom;
import java.util.UUID;
import openbell.model.OrderId;

/** Makes order ids: UUIDv7, not to be guessed. Thread-safe. */
final class OrderIds {
  private final SecureRandom random = new SecureRandom();

  UUID next(long nowMicros) {
    return OrderId.uuidV7(nowMicros / 1_000, random.nextLong(), random.nextLong());
  }
}

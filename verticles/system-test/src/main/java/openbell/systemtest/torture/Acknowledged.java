package openbell.systemtest.torture;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the platform has said yes to in one round, and must therefore hold to. Thread-safe.
 *
 * @param orders clientOrderId to orderId, of every order answered 202
 * @param cancels orderIds whose cancel was answered 202
 * @param unanswered requests that had no definite answer when the round's patience ended
 */
record Acknowledged(Map<String, String> orders, Set<String> cancels, AtomicInteger unanswered) {
  Acknowledged() {
    this(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet(), new AtomicInteger());
  }
}

package openbell.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports: which are free, and a free one where any will do. */
final class Ports {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral(StoreEndpoints.LOOPBACK);

  /**
   * Of each store, from its first. All lie below the range from which Linux takes ports for
   * outgoing connections (32768 and up).
   */
  private static final int RANGE = 4_000;

  private static final int ATTEMPTS = 200;

  private Ports() {}

  /** The port itself, or where it is 0 a free one that has as many free successors as asked. */
  static int resolve(Store store, int port, int successors) throws StoresException {
    if (port != 0) {
      return port;
    }
    int lowest = store.firstFreePort();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = lowest + ThreadLocalRandom.current().nextInt(RANGE - successors);
      if (allFree(candidate, successors)) {
        return candidate;
      }
    }
    throw new StoresException(
        "No free port was found for %s from %d to %d on 127.0.0.1: set %s.port."
            .formatted(store.title(), lowest, lowest + RANGE - 1, store.key()));
  }

  static void requireFree(Store store, int port) throws StoresException {
    if (!isFree(port)) {
      throw new StoresException(
          "Port %d is taken, so %s cannot start: free it or set another %s.port."
              .formatted(port, store.title(), store.key()));
    }
  }

  private static boolean allFree(int port, int successors) {
    for (int next = port; next <= port + successors; next++) {
      if (!isFree(next)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, LOOPBACK)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

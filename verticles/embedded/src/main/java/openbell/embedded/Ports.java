package openbell.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports: which are free, and a free one where any will do. */
final class Ports {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral(StoreEndpoints.LOOPBACK);

  /** Below the range from which Linux takes ports for outgoing connections (32768 and up). */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  /** The port itself, or where it is 0 a free one that has as many free successors as asked. */
  static int resolve(int port, int successors) throws StoresException {
    if (port != 0) {
      return port;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (allFree(candidate, successors)) {
        return candidate;
      }
    }
    throw new StoresException(
        "No free port was found between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1.");
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

package openbell.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Ports for servers whose number must be known before they start. */
public final class Ports {
  private Ports() {}

  /** A TCP port of the loopback interface that nobody uses now. */
  public static int free() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package openbell.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Redis 6.2 with an append-only file, synced each second; nothing is evicted. */
final class RedisServer implements StoreServer {
  private static final int TIMEOUT_MS = 200;
  private static final int REPLY_BYTES = 64;

  private final DataFolder data;
  private final int port;
  private final String password;

  RedisServer(DataFolder data, int port, String password) {
    this.data = data;
    this.port = port;
    this.password = password;
  }

  @Override
  public Store store() {
    return Store.REDIS;
  }

  @Override
  public String program() {
    return "redis-server";
  }

  @Override
  public Path folder() {
    return data.store(Store.REDIS);
  }

  @Override
  public Path log() {
    return data.log(Store.REDIS.key());
  }

  @Override
  public List<Integer> ports() {
    return List.of(port);
  }

  @Override
  public void prepare() throws IOException {
    FileTree.privateFolder(folder());
    // A file, not arguments: the list of processes is open to all.
    FileTree.writePrivate(folder().resolve("redis.conf"), configuration());
  }

  @Override
  public ChildProcess spawn() throws StoresException, IOException {
    return ChildProcess.start(
        program(), "TERM", folder(), log(), List.of(runnableProgram(), "redis.conf"));
  }

  /** Asks as a client would: PONG comes when the append-only file has been read. */
  @Override
  public boolean ready() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      var request = "AUTH " + password + "\r\nPING\r\nQUIT\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var reply = socket.getInputStream().readNBytes(REPLY_BYTES);
      return new String(reply, StandardCharsets.US_ASCII).contains("+PONG");
    } catch (IOException e) {
      return false; // not yet listening, or reading its file
    }
  }

  private String configuration() {
    return """
    bind %s
    port %d
    requirepass %s
    dir .
    appendonly yes
    appendfsync everysec
    save ""
    maxmemory 256mb
    maxmemory-policy noeviction
    daemonize no
    """
        .formatted(StoreEndpoints.LOOPBACK, port, password);
  }

  /** The bundled program, else the machine's own. */
  private String runnableProgram() throws StoresException, IOException {
    var bundled = Binaries.in(data.root()).redis().resolve(program()).toString();
    if (Command.succeeds(bundled, "--version")) {
      return bundled;
    }
    if (Command.succeeds(program(), "--version")) {
      return program();
    }
    throw new StoresException(
        "The bundled Redis does not run here, it needs Linux x86_64 with glibc 2.34 or newer and"
            + " OpenSSL 3: install redis-server.");
  }
}

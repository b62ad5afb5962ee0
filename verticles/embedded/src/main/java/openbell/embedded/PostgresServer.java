package openbell.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL 18 with one login: {@code openbell}, owner of the database {@code openbell}, by
 * password over loopback. The superuser has no password and cannot log in. Commits are durable.
 */
final class PostgresServer implements StoreServer {
  static final String DATABASE = "openbell";
  static final String USER = "openbell";

  /** Line of postmaster.pid that holds the server's state (PM_STATUS in Postgres's pidfile.h). */
  private static final int STATUS_LINE = 8;

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + StoreEndpoints.LOOPBACK,
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "shared_buffers=128MB",
          "max_connections=100",
          // A fresh folder's plans are made for empty tables: look each 15 s if they still are.
          "autovacuum_naptime=15s",
          // All is found by keys, a small sample says enough; and what is swept, is swept slowly:
          // else a look takes a core for seconds from the orders.
          "default_statistics_target=10",
          "autovacuum_max_workers=1",
          // A look also has each connection plan anew whatever asks that table. Small tables whose
          // rows change all the time (accounts, holds, offsets) stay what they are: not each 15 s.
          "autovacuum_analyze_scale_factor=3",
          "autovacuum_vacuum_scale_factor=1",
          "autovacuum_vacuum_insert_scale_factor=1",
          "autovacuum_vacuum_cost_delay=10ms",
          "superuser_reserved_connections=0",
          "max_wal_size=1GB",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "shared_preload_libraries=pg_stat_statements");

  private final DataFolder data;
  private final int port;
  private final String password;

  PostgresServer(DataFolder data, int port, String password) {
    this.data = data;
    this.port = port;
    this.password = password;
  }

  @Override
  public Store store() {
    return Store.POSTGRES;
  }

  @Override
  public String program() {
    return "postgres";
  }

  @Override
  public Path folder() {
    return data.store(Store.POSTGRES);
  }

  @Override
  public Path log() {
    return data.log(Store.POSTGRES.key());
  }

  @Override
  public List<Integer> ports() {
    return List.of(port);
  }

  @Override
  public void prepare() throws StoresException, IOException {
    var as = Unprivileged.detect();
    var bin = Binaries.in(data.root()).postgres().resolve("bin");
    as.requireReach(data.root());
    as.requireReach(bin);
    requireRunnable(as, bin);
    if (!Files.exists(folder().resolve("PG_VERSION"))) {
      initialise(as, bin);
    }
    as.takeOwnership(folder());
    forgetReusedPid();
  }

  @Override
  public ChildProcess spawn() throws IOException, StoresException {
    var words =
        new ArrayList<>(
            List.of(
                Binaries.in(data.root()).postgres().resolve("bin/postgres").toString(),
                "-D",
                folder().toString(),
                "-p",
                Integer.toString(port)));
    for (var setting : SETTINGS) {
      words.addAll(List.of("-c", setting));
    }
    // INT is "fast shutdown": sessions are cut, a checkpoint is written.
    return ChildProcess.start(
        program(), "INT", folder(), log(), Unprivileged.detect().command(words));
  }

  @Override
  public boolean ready() throws IOException {
    var lines = postmasterPid();
    return lines.size() >= STATUS_LINE
        && lines.get(STATUS_LINE - 1).strip().equals("ready")
        && postmaster(lines).isPresent(); // else it is the file of a killed server
  }

  /** The lines of postmaster.pid; empty where there is none. */
  private List<String> postmasterPid() throws IOException {
    try {
      return Files.readAllLines(folder().resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The living process that postmaster.pid names. */
  private static Optional<ProcessHandle> postmaster(List<String> lines) {
    return lines.stream()
        .findFirst()
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,18}"))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
  }

  /**
   * After kill -9 Postgres sees by itself that the process named in postmaster.pid is gone, unless
   * another program bears that number by now. (In all other cases the file must stay: it also names
   * the shared memory by which Postgres knows that sessions of the dead server still write.)
   */
  private void forgetReusedPid() throws IOException {
    var named = postmaster(postmasterPid());
    if (named.isPresent() && !Leftovers.find(folder(), program()).contains(named.get())) {
      Files.deleteIfExists(folder().resolve("postmaster.pid"));
    }
  }

  private static void requireRunnable(Unprivileged as, Path bin)
      throws StoresException, IOException {
    var version =
        Command.run(
            Path.of("/"), as.command(List.of(bin.resolve("postgres").toString(), "--version")));
    if (!version.ok()) {
      throw new StoresException(
          "The bundled PostgreSQL does not run here, it needs Linux x86_64 with glibc: "
              + version.output().lines().findFirst().orElse("no message")
              + ".");
    }
  }

  /** Makes the data in a folder that gets its name only when all is done. */
  private void initialise(Unprivileged as, Path bin) throws IOException {
    var fresh = data.root().resolve("postgres.init");
    FileTree.delete(fresh);
    FileTree.privateFolder(fresh);
    try {
      as.takeOwnership(fresh);
      Command.run(fresh, as.command(initdb(bin, fresh))).requireOk();
      Command.run(fresh, as.command(singleUser(bin, fresh)), firstStatements()).requireOk();
      Files.writeString(
          fresh.resolve("pg_hba.conf"), "host all " + USER + " 127.0.0.1/32 scram-sha-256\n");
      Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(fresh);
    }
  }

  /**
   * Small segments of the log: until the first checkpoint leaves some behind, each new one is
   * filled with zeros while all commits wait. With 16 MB that was each six seconds a commit of 60
   * to 90 ms (bench orders).
   */
  private static List<String> initdb(Path bin, Path folder) {
    return List.of(
        bin.resolve("initdb").toString(),
        "-D",
        folder.toString(),
        "--username=postgres",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--auth=reject",
        "--wal-segsize=1",
        "--no-instructions");
  }

  private static List<String> singleUser(Path bin, Path folder) {
    return List.of(
        bin.resolve("postgres").toString(),
        "--single",
        "-D",
        folder.toString(),
        "-c",
        "shared_preload_libraries=pg_stat_statements",
        "-c",
        "exit_on_error=on",
        "template1");
  }

  /** One statement a line, as single-user mode reads them. */
  private String firstStatements() {
    return """
    CREATE EXTENSION pg_stat_statements
    CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s'
    GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO %1$s
    CREATE DATABASE %3$s OWNER %1$s
    """
        .formatted(USER, password, DATABASE);
  }
}

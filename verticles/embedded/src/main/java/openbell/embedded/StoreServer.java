package openbell.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of server: how its data are made, how it is started and when it is ready. */
sealed interface StoreServer permits PostgresServer, RedisServer, KafkaServer {
  Store store();

  /** The file name of the executable. */
  String program();

  /** Its working folder. */
  Path folder();

  Path log();

  /** The loopback ports it will listen on. */
  List<Integer> ports();

  /** Makes what the server needs before it can run; nothing to do where that was done before. */
  void prepare() throws StoresException, IOException;

  ChildProcess spawn() throws StoresException, IOException;

  /** True when the server just spawned takes requests. Does not wait. */
  boolean ready() throws IOException;
}

package openbell.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import openbell.embedded.StoresException;
import openbell.runtime.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the platform, or the roles that are named, until a signal. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the platform (the default).")
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Option(
      names = "--roles",
      paramLabel = "ROLE,...",
      split = ",",
      description =
          "Roles of this process; default: all. Names are those of verticles/ and stores.")
  private List<String> roles = List.of();

  @Override
  public Integer call() throws InterruptedException, StoresException {
    var startedAtNanos = System.nanoTime() - Platform.uptimeNanos();
    var config = withRoles(options.load());
    var platform = Platform.start(config);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      platform.close();
                      ended.countDown();
                    }));
    platform.awaitReady();
    ReadyLine.print(System.out, platform, System.nanoTime() - startedAtNanos);
    ended.await();
    return 0;
  }

  private Config withRoles(Config config) {
    return roles.isEmpty() ? config : config.with("roles", String.join(",", roles));
  }
}

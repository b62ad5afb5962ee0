package openbell.launcher;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.concurrent.Callable;
import openbell.feedhandler.replay.Replay;
import openbell.feedhandler.replay.ReplayException;
import openbell.feedhandler.replay.ReplayPlan;
import openbell.feedhandler.replay.ReplaySpeed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code replay FILE}: plays a recording without the platform and prints what it held. To feed the
 * platform with it: {@code run --set feed.sessions=replay --set feed.replay.file=FILE}.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Plays a capture, a LOBSTER or an ITCH recording and prints what it held.")
final class ReplayCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options;

  @Parameters(
      paramLabel = "FILE",
      description = "A capture, a LOBSTER zip or message file, or ITCH 5.0, plain or gzip.")
  private Path file;

  @Option(names = "--speed", defaultValue = "max", description = "1, a factor, or max (default).")
  private String speed;

  @Option(
      names = "--from",
      defaultValue = "00:00",
      description =
          "Time up to which the books are built at once: the exchange's, of a capture UTC.")
  private LocalTime from;

  @Override
  public Integer call() throws InterruptedException {
    options.load();
    var factor =
        ReplaySpeed.parse(speed)
            .orElseThrow(
                () -> new LaunchException("--speed takes 1, a factor or max, not " + speed + "."));
    var replay = Replay.of(new ReplayPlan(file, factor, from));
    try {
      replay.run();
      return 0;
    } catch (ReplayException broken) {
      throw new LaunchException(broken.getMessage());
    } finally {
      System.out.print(replay.summary());
    }
  }
}

package openbell.launcher;

import java.io.PrintStream;
import openbell.embedded.StoresException;
import openbell.runtime.ConfigException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program. Exit codes: 0 success, 1 failure (one sentence on stderr), 2 wrong usage, 143 ended
 * by a signal.
 */
@Command(
    name = "openbell",
    description = "A retail stock brokerage platform: prices, orders, fills and money.",
    mixinStandardHelpOptions = true,
    version = "openbell 0.1.0",
    subcommands = {
      RunCommand.class,
      BenchCommand.class,
      TortureCommand.class,
      CaptureCommand.class,
      ReplayCommand.class,
      InstrumentsCommand.class,
      UserCommand.class,
      LedgerCommand.class,
      ConfigCommand.class,
    })
public final class Openbell {
  private Openbell() {}

  /** Runs a subcommand; without one, {@code run}. */
  public static void main(String[] args) {
    ParentWatch.startIfAsked();
    System.exit(execute(args, System.err));
  }

  static int execute(String[] args, PrintStream errors) {
    var startsWithOption = args.length == 0 || args[0].startsWith("--");
    var asksForHelp = args.length > 0 && (args[0].equals("--help") || args[0].equals("--version"));
    var effective = startsWithOption && !asksForHelp ? prepend("run", args) : args;
    return new CommandLine(new Openbell())
        .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, errors))
        .execute(effective);
  }

  /** One sentence for a person; the stack goes to the log, where it helps. */
  private static int explain(Exception failure, PrintStream errors) {
    switch (failure) {
      case ConfigException expected -> errors.println("openbell: " + expected.getMessage());
      case StoresException expected -> errors.println("openbell: " + expected.getMessage());
      case LaunchException expected -> errors.println("openbell: " + expected.getMessage());
      default -> {
        LoggerFactory.getLogger(Openbell.class).error("failed", failure);
        errors.println("openbell: failed: " + failure + " (more in the log)");
      }
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String[] prepend(String command, String[] args) {
    var all = new String[args.length + 1];
    all[0] = command;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }
}

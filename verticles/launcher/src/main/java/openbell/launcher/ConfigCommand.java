package openbell.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config check}: says what the configuration is, or what is wrong with it. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Inspects the configuration.",
    subcommands = ConfigCommand.Check.class)
final class ConfigCommand {
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Prints every key with its value; exits 1 if the configuration is wrong.")
  static final class Check implements Callable<Integer> {
    @Mixin private ConfigOptions options;

    @Override
    public Integer call() {
      var config = options.load();
      Role.parse(config.list("roles"));
      config
          .all()
          .forEach(
              (key, value) ->
                  System.out.println(key + "=" + (key.endsWith(".password") ? "***" : value)));
      return 0;
    }
  }
}

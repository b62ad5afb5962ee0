package openbell.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import openbell.runtime.Config;
import picocli.CommandLine.Option;

/** The options that every subcommand takes. */
final class ConfigOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file over the defaults.")
  private Path file;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "demo",
      description = "demo (default), cluster or production.")
  private String profile;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "One configuration key; may be repeated.")
  private List<String> settings = new ArrayList<>();

  Config load() {
    return Config.load(profile, file, System.getenv(), settings);
  }
}

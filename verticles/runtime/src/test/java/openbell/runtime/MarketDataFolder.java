package openbell.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The folder {@code data} in the system property {@code shared.dir}. Where it is absent a test
 * class is left out with one printed line; where the environment says CI=true it fails instead.
 */
final class MarketDataFolder implements ExecutionCondition {

  /** Where the market data are. */
  static Path path() {
    return Path.of(System.getProperty("shared.dir", "shared"), "data");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Files.isDirectory(path())) {
      return ConditionEvaluationResult.enabled("market data in " + path());
    }
    var reason = "no market data in " + path() + " (-Dshared.dir=)";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason + ", and in CI nothing is left out");
    }
    System.out.println("left out: " + context.getDisplayName() + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}

package openbell.systemtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Needs Node, the npm packages of {@code src/test/node} and Chromium. Where they are absent the
 * test is left out with one printed line, but never in CI (RULES 33): there it runs and fails.
 */
@Tag("browser")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresBrowser.Means.class)
@interface RequiresBrowser {

  /** Looks for the means. */
  final class Means implements ExecutionCondition {
    /** The folder of the scripts and their packages. */
    static final Path SCRIPTS =
        Path.of(System.getProperty("project.root"), "verticles/system-test/src/test/node");

    /** Chromium, where Debian and others put it. */
    static Optional<Path> chromium() {
      return Stream.of("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
          .map(name -> Path.of("/usr/bin", name))
          .filter(Files::isExecutable)
          .findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var present = Files.isDirectory(SCRIPTS.resolve("node_modules")) && chromium().isPresent();
      if (present || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("the means are present, or this is CI");
      }
      System.out.println(
          context.getDisplayName() + " is left out: no npm packages or no Chromium (.ci/run)");
      return ConditionEvaluationResult.disabled("no npm packages or no Chromium");
    }
  }
}

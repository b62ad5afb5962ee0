package openbell.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The other end of {@link Child}: what a child's main does with the lines it is told. */
public final class ParentLines {
  private ParentLines() {}

  /** Ends this process when its main fails, whatever threads it has started: the parent waits. */
  public static void endWithMain() {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (main, failure) -> {
              failure.printStackTrace(System.err);
              Runtime.getRuntime().halt(1);
            });
  }

  /** Answers each line; ends this process when there are no more. Blocks. */
  public static void serve(UnaryOperator<String> answer) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(answer.apply(line));
      }
    } catch (IOException gone) {
      System.err.println("the parent is gone: " + gone);
    }
    Runtime.getRuntime().halt(0);
  }
}

import com.google.googlejavaformat.java.Formatter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks (or with {@code replace} mends) the format of every Java source below this folder. */
class Format {
  public static void main(String[] args) throws Exception {
    var mend = args.length > 0 && args[0].equals("replace");
    var formatter = new Formatter();
    var wrong = 0;
    List<Path> sources;
    try (var tree = Files.walk(Path.of("."))) {
      sources =
          tree.filter(p -> p.toString().endsWith(".java") && !p.toString().contains("/target/"))
              .filter(p -> !p.toString().contains("/node_modules/"))
              .sorted()
              .toList();
    }
    for (var source : sources) {
      var text = Files.readString(source, StandardCharsets.UTF_8);
      var formatted = formatter.formatSourceAndFixImports(text);
      if (formatted.equals(text)) {
        continue;
      }
      wrong++;
      if (mend) {
        Files.writeString(source, formatted, StandardCharsets.UTF_8);
      } else {
        System.err.println("not formatted: " + source);
      }
    }
    if (wrong > 0 && !mend) {
      System.err.println(
          wrong + " files: mend with mvn -N process-test-classes -Dformat.mode=replace");
      System.exit(1);
    }
  }
}

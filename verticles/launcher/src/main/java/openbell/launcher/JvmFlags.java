package openbell.launcher;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The flags that a child JVM needs to start as quietly as this one. */
final class JvmFlags {
  private JvmFlags() {}

  /** This JVM's own module, access and heap-independent flags. */
  static List<String> quiet() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            flag ->
                flag.startsWith("--add-")
                    || flag.startsWith("--enable-native-access")
                    || flag.startsWith("--sun-misc-unsafe"))
        .toList();
  }
}

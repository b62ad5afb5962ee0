package openbell.embedded;

import java.nio.file.Path;
import java.util.EnumSet;

/** Configurations that tests share. */
final class TestConfigs {
  private TestConfigs() {}

  /** Any free ports, data kept. */
  static StoresConfig kept(Path dataDir) {
    return new StoresConfig(dataDir, 0, 0, 0, false, EnumSet.allOf(Store.class));
  }
}

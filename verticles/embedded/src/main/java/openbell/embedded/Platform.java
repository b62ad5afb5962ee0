package openbell.embedded;

/** The one platform that the bundled programs are for. */
final class Platform {
  private Platform() {}

  static void require() throws StoresException {
    require(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static void require(String system, String architecture) throws StoresException {
    if (!system.equals("Linux") || !architecture.equals("amd64")) {
      throw new StoresException(
          "The embedded stores run on Linux x86_64 only, not on %s %s: configure external servers."
              .formatted(system, architecture));
    }
  }
}

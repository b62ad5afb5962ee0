package openbell.runtime;

/** A configuration that cannot be used; the message is one sentence for the person who wrote it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}

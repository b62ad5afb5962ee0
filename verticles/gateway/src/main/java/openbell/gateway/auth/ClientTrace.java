package openbell.gateway.auth;

/** From where a session was opened, for the user to recognise. */
public record ClientTrace(String userAgent, String address) {
  private static final int MAX_USER_AGENT = 200;

  public ClientTrace {
    userAgent = printable(userAgent);
  }

  private static String printable(String text) {
    var clean = text.replaceAll("[^\\x20-\\x7E]", "?");
    return clean.substring(0, Math.min(MAX_USER_AGENT, clean.length()));
  }
}

package openbell.gateway.auth;

import java.util.List;

/** Someone who may log in; the account is where the money is. */
public record User(long userId, long accountId, String email, List<String> roles) {
  public User {
    roles = List.copyOf(roles);
  }
}

package openbell.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
  @Test
  void matchesItsOwnPasswordOnly() {
    var hash = PasswordHash.parse(PasswordHash.of("correct horse").toPhc());

    assertThat(hash.matches("correct horse")).isTrue();
    assertThat(hash.matches("correct horsf")).isFalse();
    assertThat(hash.matches("")).isFalse();
  }

  @Test
  void equalPasswordsHaveDifferentHashes() {
    assertThat(PasswordHash.of("same").toPhc()).isNotEqualTo(PasswordHash.of("same").toPhc());
  }

  /** Made by the reference implementation's command: argon2 somesalt -id -t 2 -m 16 -p 1. */
  @Test
  void readsHashesOfOtherImplementations() {
    var reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(PasswordHash.parse(reference).matches("password")).isTrue();
  }

  @Test
  void aTextThatIsNoHashIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse("$2b$10$bcrypt"));
  }
}

package openbell.risk.domain;

/**
 * A business "no".
 *
 * @param code dotted and stable
 * @param detail one sentence for a person
 * @param pointer JSON pointer of the field at fault, or empty
 * @param hint what would be accepted instead, or empty
 */
public record Refusal(String code, String detail, String pointer, String hint) {
  static Refusal of(String code, String detail, String pointer) {
    return new Refusal(code, detail, pointer, "");
  }

  static Refusal of(String code, String detail, String pointer, String hint) {
    return new Refusal(code, detail, pointer, hint);
  }
}

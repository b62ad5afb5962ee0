package openbell.order.domain;

/**
 * A business "no": nothing was applied.
 *
 * @param code dotted and stable
 * @param detail one sentence for a person
 * @param pointer JSON pointer of the field at fault, or empty
 * @param hint what would be accepted instead, or empty
 */
public record Refusal(String code, String detail, String pointer, String hint) {
  public static Refusal of(String code, String detail) {
    return new Refusal(code, detail, "", "");
  }
}

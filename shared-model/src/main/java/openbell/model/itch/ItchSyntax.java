package openbell.model.itch;

/** Whether bytes are an ITCH message. */
public enum ItchSyntax {
  VALID,
  /** There is not one byte. */
  EMPTY,
  /** The first byte is no type of ITCH 5.0. */
  UNKNOWN_TYPE,
  /** The specification gives this type another length. */
  WRONG_LENGTH,
  /** The timestamp is not within a day, or the side is neither B nor S. */
  BAD_VALUE
}

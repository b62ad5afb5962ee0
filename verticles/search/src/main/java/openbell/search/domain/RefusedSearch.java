package openbell.search.domain;

/**
 * The caller's mistake as a value.
 *
 * @param code dotted and stable, e.g. {@code request.query_too_long}
 * @param detail one sentence for a person
 * @param pointer the parameter at fault, e.g. {@code /q}
 */
public record RefusedSearch(String code, String detail, String pointer) implements ParsedSearch {}

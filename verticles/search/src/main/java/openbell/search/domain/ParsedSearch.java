package openbell.search.domain;

/** A search request after decoding: a query, or the reason why it is none. */
public sealed interface ParsedSearch permits SearchQuery, RefusedSearch {}

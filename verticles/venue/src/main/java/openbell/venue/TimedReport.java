package openbell.venue;

import openbell.venue.domain.VenueReport;

/**
 * A report, and when the engine took its record up and had decided: microseconds of the owner's
 * clock, which are no part of the books.
 */
record TimedReport(VenueReport report, long dequeuedAt, long decidedAt) {}

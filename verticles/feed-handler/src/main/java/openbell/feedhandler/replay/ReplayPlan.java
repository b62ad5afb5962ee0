package openbell.feedhandler.replay;

import java.nio.file.Path;
import java.time.LocalTime;

/**
 * What to play without the platform.
 *
 * @param from the book is built at once up to this time of the exchange, and paced from then on
 */
public record ReplayPlan(Path file, ReplaySpeed speed, LocalTime from) {}

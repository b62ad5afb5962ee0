package openbell.exchangesimulator.itch;

import openbell.model.mold.MoldSession;

/** The session that is published now, and its log; read by both transports. */
record ItchFeed(MoldSession session, SessionLog log) {}

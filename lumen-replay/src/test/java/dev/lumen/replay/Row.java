package dev.lumen.replay;

/** A row as a value. */
record Row(long timestampMillis, int key, long sizeBytes, long version) implements TraceRow {}

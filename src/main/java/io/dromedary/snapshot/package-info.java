/**
 * Snapshots: consistent copies of the database with their place in the log, made while edits go on,
 * and the way back from one of them. A snapshot and the log behind it are the state of now, so the
 * log is kept as far back as the oldest snapshot. Routes call it; {@code start} restores.
 */
package io.dromedary.snapshot;

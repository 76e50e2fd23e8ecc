/**
 * The one writer: takes the log's entries in groups, decides each edit in memory, writes a group in
 * one transaction together with its outcomes and the position in the log, and hands the outcomes on
 * for publication. All of it runs in one thread, that of the writer's route.
 */
package io.dromedary.writer;

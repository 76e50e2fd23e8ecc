/**
 * The one writer: takes the log's entries in groups, decides each edit in memory, commits a group
 * in one transaction with its outcomes and what it did to the leaves, and hands the outcomes on for
 * publication. All of that runs in one thread, that of the writer's route. The tables that readers
 * see follow in a thread of their own.
 */
package io.dromedary.writer;

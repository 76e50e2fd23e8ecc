/**
 * The log as Redis keeps it: the names of the two streams, the way between their entries and the
 * writer's, the position from which the writer goes on, and how much of them is kept. Routes call
 * it.
 */
package io.dromedary.log;

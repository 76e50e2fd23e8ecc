/**
 * Edits on their way in: requests become well-formed, checked entries for the log. What only the
 * data can tell is left to the writer. Routes call it.
 */
package io.dromedary.intake;

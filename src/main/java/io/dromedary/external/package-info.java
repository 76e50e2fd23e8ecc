/**
 * References to cells of other instances, as in {@code =EXTERNAL_REF(http://host/api/v1/prices/a)}:
 * fetches what a formula refers to before its edit enters the log, has this instance told of
 * changes there, and brings them in as edits. Only routes call it. It calls others through {@link
 * io.dromedary.outbound}, on threads of its own.
 */
package io.dromedary.external;

/**
 * What an edit is: its identifier, its target, its outcome, the problems it can meet, and the text
 * forms of all of them. Values only, no I/O; every other package may use it and it uses none.
 */
package io.dromedary.edit;

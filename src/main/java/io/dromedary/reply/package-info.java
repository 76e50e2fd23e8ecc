/**
 * What clients get to know of edits: outcomes for those who wait, and the feed of changed rows. It
 * reads the response stream, and the database for what that no longer has. Routes call it.
 */
package io.dromedary.reply;

/** Tells operators whether the program works. A route calls it. */
package io.dromedary.health;

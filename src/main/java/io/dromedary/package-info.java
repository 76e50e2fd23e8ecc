/** The program's start. Everything else is in the packages below, one per feature. */
package io.dromedary;

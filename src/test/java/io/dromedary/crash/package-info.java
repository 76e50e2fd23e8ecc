/**
 * The proof that every edit is made exactly once: the program as a process of its own that is
 * killed at any moment, clients that go on editing meanwhile and remember what they were told, and
 * checks that know nothing of how the program works. Another test may use {@link
 * io.dromedary.crash.ProgramProcess}, {@link io.dromedary.crash.EditLoad} and {@link
 * io.dromedary.crash.Evidence} with kills of its own.
 */
package io.dromedary.crash;

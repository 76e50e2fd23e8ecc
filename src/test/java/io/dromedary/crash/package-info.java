/**
 * The proof that every edit is made exactly once: the program as a process of its own that is
 * killed at any moment, clients that go on editing meanwhile and remember what they were told, and
 * checks that know nothing of how the program works. A test has a {@link
 * io.dromedary.crash.Deployment}, an {@link io.dromedary.crash.EditLoad} on it, kills what it
 * likes, and ends with an {@link io.dromedary.crash.Inquest}.
 */
package io.dromedary.crash;

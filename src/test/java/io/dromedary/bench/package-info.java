/**
 * Benchmarks: loads through HTTP on the real program in a process of its own, beside a limit that
 * is measured in the same run. They are no tests; {@code docs/performance.md} says how to run them.
 */
package io.dromedary.bench;

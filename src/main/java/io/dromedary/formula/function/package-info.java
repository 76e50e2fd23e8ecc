/**
 * The functions that formulas may call: {@link io.dromedary.formula.function.Functions#standard}
 * has all of them. Each follows the spreadsheets' function of its name, as far as the values of
 * {@link io.dromedary.formula} allow: a text or a truth value is never taken for a number. The same
 * arguments give the same result on every machine, whatever its locale and time zone.
 */
package io.dromedary.formula.function;

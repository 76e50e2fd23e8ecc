/**
 * The formula language of the sheets: values, parsing, and evaluation. Pure computation without
 * I/O, a function of the cells alone; whoever keeps cells may call it. The functions of the
 * language come from a {@link io.dromedary.formula.FunctionLibrary} that the caller passes.
 */
package io.dromedary.formula;

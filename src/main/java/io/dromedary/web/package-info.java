/**
 * The live page: a grid of a cube's totals that people edit together in a browser. This package
 * only hands out its files; the page itself uses the same HTTP interface as everybody else. Only
 * the routes call it.
 */
package io.dromedary.web;

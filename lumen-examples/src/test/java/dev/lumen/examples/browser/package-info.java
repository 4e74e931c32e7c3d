/** Looks at the report in a real browser. Runs with the profile {@code browser} alone. */
package dev.lumen.examples.browser;

/** Tests of the service over real HTTP on loopback, most of them attempts to have it do what it must not. */
package dev.lumen.examples.serve;

/** {@code openbell.jar torture}: kills parts of a platform under load and proves what is left. */
package openbell.systemtest.torture;

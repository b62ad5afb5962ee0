/** The main class: which roles this process runs, the embedded stores where asked, subcommands. */
package openbell.launcher;

/**
 * What both ends of a FIX 4.4 market-data session must agree on: tags, stamps, the longest message.
 * Pure; the engine is QuickFIX/J in the modules that speak FIX.
 */
package openbell.model.fix;

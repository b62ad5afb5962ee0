// What is known of instruments and their prices; views listen.

import { parse } from './decimal.js';

export class Market {
  #quotes = new Map();
  #names = new Map();
  #listeners = new Set();

  listen(listener) { this.#listeners.add(listener); }

  /** Merges fragments of a frame: {s, l, b, a, ...}; short keys as in the contract. */
  accept(fragments) {
    for (const fragment of fragments) {
      const before = this.#quotes.get(fragment.s);
      const next = { ...before, ...fragment, stale: fragment.stale === true, ol: fragment.ol === true };
      next.last = next.l === undefined ? null : parse(next.l);
      next.direction = before?.last && next.last ? Number(next.last > before.last) - Number(next.last < before.last) : 0;
      this.#quotes.set(fragment.s, next);
      this.#listeners.forEach((listener) => listener(fragment.s, next));
    }
  }

  quote(symbol) { return this.#quotes.get(symbol); }

  /** The change against the previous close, in 1/10,000; null where either is unknown. */
  change(symbol) {
    const quote = this.#quotes.get(symbol);
    const close = quote?.pc === undefined ? null : parse(quote.pc);
    return quote?.last && close ? { value: quote.last - close, close } : null;
  }

  learn(instrument) { this.#names.set(instrument.symbol, instrument); }
  instrument(symbol) { return this.#names.get(symbol); }
  knows(symbol) { return this.#names.has(symbol); }
}

export const bare = (symbol) => symbol.slice(symbol.indexOf(':') + 1);
export const mic = (symbol) => symbol.slice(0, symbol.indexOf(':'));

// The watchlist: a row a symbol, priced live.

import { byId, element, flash, setText } from './dom.js';
import { bare, mic } from './market.js';
import { percent, pretty } from './decimal.js';

const KEPT = 'openbell.watchlist';
const FIRST = ['XNSE:RELIANCE', 'XNSE:TCS', 'XNSE:INFY', 'XNSE:HDFCBANK', 'XNSE:ITC', 'XNAS:AAPL', 'XNAS:MSFT', 'XNAS:NVDA', 'XNAS:AMZN'];
const MOST = 50;

export class Watchlist {
  #market;
  #onPick;
  #onChange;
  #symbols;
  #rows = new Map();
  #picked = null;

  constructor(market, onPick, onChange) {
    this.#market = market;
    this.#onPick = onPick;
    this.#onChange = onChange;
    this.#symbols = JSON.parse(localStorage.getItem(KEPT) || 'null') || FIRST;
    market.listen((symbol, quote) => this.#price(symbol, quote));
  }

  symbols() { return [...this.#symbols]; }

  render() {
    this.#rows.clear();
    byId('watchlist').replaceChildren(...this.#symbols.map((symbol) => this.#row(symbol)));
  }

  add(symbol) {
    if (this.#symbols.includes(symbol)) return;
    this.#symbols = [symbol, ...this.#symbols].slice(0, MOST);
    localStorage.setItem(KEPT, JSON.stringify(this.#symbols));
    this.render();
    this.#onChange();
  }

  pick(symbol) {
    this.#picked = symbol;
    for (const [known, row] of this.#rows) row.node.setAttribute('aria-current', known === symbol);
  }

  #row(symbol) {
    const price = element('span', { class: 'num', 'data-test': `price-${symbol}` }, '–');
    const change = element('span', { class: 'num small' });
    const node = element(
      'button',
      { class: 'row', type: 'button', role: 'listitem', 'aria-current': symbol === this.#picked, onclick: () => this.#onPick(symbol) },
      element('span', {}, element('strong', {}, bare(symbol)), ' ', element('span', { class: 'tag' }, mic(symbol))),
      price,
      element('span', { class: 'name' }, this.#market.instrument(symbol)?.name || ''),
      change,
    );
    this.#rows.set(symbol, { node, price, change });
    const quote = this.#market.quote(symbol);
    if (quote) this.#price(symbol, quote);
    return node;
  }

  #price(symbol, quote) {
    const row = this.#rows.get(symbol);
    if (!row) return;
    setText(row.price, pretty(quote.l));
    row.node.classList.toggle('stale', quote.stale);
    const change = this.#market.change(symbol);
    if (change) {
      setText(row.change, percent(change.value, change.close));
      row.change.className = `num small ${change.value < 0n ? 'down' : 'up'}`;
    }
    if (quote.direction) flash(row.price, quote.direction > 0);
  }
}

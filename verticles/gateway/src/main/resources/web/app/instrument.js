// The instrument in hand: its price, its day, and a line of the ticks seen here.

import { byId, element, flash, setText } from './dom.js';
import { bare, mic } from './market.js';
import { count, format, percent, pretty } from './decimal.js';

const MOST_TICKS = 240;
const FACTS = [
  ['Bid', (q) => `${pretty(q.b)} × ${count(q.bq)}`],
  ['Ask', (q) => `${pretty(q.a)} × ${count(q.aq)}`],
  ['Open', (q) => pretty(q.o)],
  ['High', (q) => pretty(q.h)],
  ['Low', (q) => pretty(q.lo)],
  ['Previous close', (q) => pretty(q.pc)],
  ['VWAP', (q) => pretty(q.vw)],
  ['VWAP, all venues', (q) => pretty(q.cvw)],
  ['Volume', (q) => count(q.v)],
];

export class InstrumentView {
  #market;
  #symbol = null;
  #ticks = [];
  #facts = new Map();

  constructor(market) {
    this.#market = market;
    byId('instrument-facts').replaceChildren(...FACTS.map(([name]) => {
      const value = element('dd', {}, '–');
      this.#facts.set(name, value);
      return element('div', {}, element('dt', {}, name), value);
    }));
    market.listen((symbol, quote) => { if (symbol === this.#symbol) this.#show(quote); });
    window.addEventListener('resize', () => this.#draw());
  }

  symbol() { return this.#symbol; }

  open(symbol) {
    this.#symbol = symbol;
    this.#ticks = [];
    byId('instrument-symbol').replaceChildren(bare(symbol), ' ', element('span', { class: 'tag' }, mic(symbol)));
    setText(byId('instrument-name'), this.#market.instrument(symbol)?.name || '');
    this.#show(this.#market.quote(symbol) || {});
  }

  #show(quote) {
    const price = byId('instrument-price');
    setText(price, pretty(quote.l));
    price.classList.toggle('stale', quote.stale === true);
    price.title = quote.ol ? 'Far from the mean of the last hour.' : '';
    if (quote.direction) flash(price, quote.direction > 0);
    const change = this.#market.change(this.#symbol);
    const node = byId('instrument-change');
    setText(node, change ? `${format(change.value)}  ${percent(change.value, change.close)}` : '');
    node.className = `change ${change && change.value < 0n ? 'down' : 'up'}`;
    for (const [name, text] of FACTS) setText(this.#facts.get(name), text(quote));
    if (quote.last) {
      this.#ticks.push(Number(quote.last));
      if (this.#ticks.length > MOST_TICKS) this.#ticks.shift();
      this.#draw();
    }
  }

  #draw() {
    const canvas = byId('spark');
    const scale = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    canvas.width = width * scale;
    canvas.height = height * scale;
    if (this.#ticks.length < 2) return;
    const brush = canvas.getContext('2d');
    brush.scale(scale, scale);
    const low = Math.min(...this.#ticks);
    const high = Math.max(...this.#ticks);
    const x = (index) => (index / (this.#ticks.length - 1)) * (width - 2) + 1;
    const y = (tick) => height - 6 - ((tick - low) / (high - low || 1)) * (height - 12);
    const rises = this.#ticks.at(-1) >= this.#ticks[0];
    const colour = getComputedStyle(canvas).getPropertyValue(rises ? '--up' : '--down');
    brush.beginPath();
    this.#ticks.forEach((tick, index) => (index ? brush.lineTo(x(index), y(tick)) : brush.moveTo(x(0), y(tick))));
    brush.strokeStyle = colour;
    brush.lineWidth = 1.8;
    brush.lineJoin = 'round';
    brush.stroke();
    brush.lineTo(x(this.#ticks.length - 1), height);
    brush.lineTo(x(0), height);
    brush.globalAlpha = 0.1;
    brush.fillStyle = colour;
    brush.fill();
  }
}

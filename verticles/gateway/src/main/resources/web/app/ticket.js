// The order ticket: checks nothing that the server decides, sends an order once.

import * as api from './api.js';
import { byId, setText } from './dom.js';
import { format, parse } from './decimal.js';
import { bare } from './market.js';

export class Ticket {
  #market;
  #symbol = null;
  #form = byId('ticket');

  constructor(market) {
    this.#market = market;
    this.#form.addEventListener('submit', (event) => { event.preventDefault(); this.#place(); });
    this.#form.addEventListener('input', () => this.#adapt());
    market.listen((symbol) => { if (symbol === this.#symbol) this.#estimate(); });
    this.#adapt();
  }

  open(symbol) {
    this.#symbol = symbol;
    byId('ticket-price').value = '';
    this.#say('', '');
    this.#adapt();
  }

  #side() { return new FormData(this.#form).get('side'); }

  #adapt() {
    const limit = byId('ticket-type').value === 'LIMIT';
    const price = byId('ticket-price');
    price.disabled = !limit;
    if (limit && !price.value) {
      const quote = this.#market.quote(this.#symbol);
      price.value = (this.#side() === 'BUY' ? quote?.a : quote?.b) || quote?.l || '';
    }
    if (!limit) price.value = '';
    this.#form.dataset.side = this.#side();
    const word = this.#side() === 'BUY' ? 'Buy' : 'Sell';
    setText(byId('ticket-submit'), this.#symbol ? `${word} ${bare(this.#symbol)}` : word);
    this.#estimate();
  }

  #estimate() {
    const quantity = /^\d{1,12}$/.test(byId('ticket-quantity').value) ? BigInt(byId('ticket-quantity').value) : null;
    const quote = this.#market.quote(this.#symbol);
    const price = parse(byId('ticket-price').value || (this.#side() === 'BUY' ? quote?.a : quote?.b) || quote?.l || '');
    const currency = this.#market.instrument(this.#symbol)?.currency || '';
    setText(byId('ticket-estimate'), quantity && price ? `About ${format(quantity * price)} ${currency}, before charges` : '');
  }

  async #place() {
    const button = byId('ticket-submit');
    const limit = byId('ticket-type').value === 'LIMIT';
    const order = {
      symbol: this.#symbol,
      side: this.#side(),
      type: byId('ticket-type').value,
      quantity: byId('ticket-quantity').value.trim(),
      validity: byId('ticket-validity').value,
      product: 'DELIVERY',
    };
    if (limit) order.price = byId('ticket-price').value.trim();
    button.disabled = true;
    this.#say('Sending', '');
    try {
      await this.#send(order, crypto.randomUUID?.() || String(Math.random()).slice(2) + Date.now());
      this.#say('Accepted', 'accepted');
    } catch (problem) {
      this.#say([problem.message, problem.hint].filter(Boolean).join(' '), 'refused');
    } finally {
      button.disabled = false;
    }
  }

  /** A broken line says nothing of the order: the same key asks again, and makes no second one. */
  async #send(order, key, left = 3) {
    try {
      return await api.place(order, key);
    } catch (problem) {
      const unknown = !(problem instanceof api.Problem) || problem.status === 409 || problem.status === 503;
      if (!unknown || left === 0) throw problem;
      await new Promise((resolve) => { setTimeout(resolve, 700); });
      return this.#send(order, key, left - 1);
    }
  }

  #say(text, kind) {
    const message = byId('ticket-message');
    message.dataset.kind = kind;
    setText(message, text);
  }
}

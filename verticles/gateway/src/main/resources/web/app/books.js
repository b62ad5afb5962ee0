// Orders, holdings and funds: from REST at first, then kept by the account's events.

import * as api from './api.js';
import { byId, element, setText } from './dom.js';
import { bare } from './market.js';
import { count, format, parse, percent, pretty } from './decimal.js';

const SETTLE_MS = 120;
const MOST_ORDERS = 100;
const TABS = ['orders', 'holdings', 'feeds'];
const DONE = new Set(['FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']);

export class Books {
  #market;
  #onHoldings;
  #orders = new Map();
  #holdings = [];
  #timer = 0;
  #values = new Map();

  constructor(market, onHoldings) {
    this.#market = market;
    this.#onHoldings = onHoldings;
    market.listen((symbol) => this.#reprice(symbol));
    for (const name of TABS) {
      byId(`tab-${name}`).addEventListener('click', () => this.#show(name));
    }
  }

  symbols() { return this.#holdings.map((holding) => holding.symbol); }

  async load() {
    const { orders } = await api.orders();
    for (const order of orders.reverse()) this.#merge(order);
    this.#renderOrders();
    await this.#loadMoney();
  }

  /** A frame of the account's stream: its type is the frame's, its orderType the order's. */
  accept({ type, orderType, ...event }) {
    if (!event.orderId) { this.#loadMoneySoon(); return; }
    this.#merge(orderType ? { ...event, type: orderType } : event);
    this.#renderOrders();
    this.#loadMoneySoon();
  }

  #merge(order) {
    const known = this.#orders.get(order.orderId);
    if (known && order.version !== undefined && known.version > order.version) return;
    this.#orders.set(order.orderId, { ...known, ...order });
    while (this.#orders.size > MOST_ORDERS) this.#orders.delete(this.#orders.keys().next().value);
  }

  #show(name) {
    for (const each of TABS) {
      byId(each).hidden = each !== name;
      byId(`tab-${each}`).setAttribute('aria-selected', each === name);
    }
  }

  #loadMoneySoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#loadMoney().catch(() => this.#loadMoneySoon()), SETTLE_MS);
  }

  async #loadMoney() {
    const [portfolio, funds] = await Promise.all([api.portfolio(), api.funds()]);
    this.#holdings = portfolio.positions;
    byId('funds').replaceChildren(...funds.data.map((balance) => element(
      'span', { 'data-test': `funds-${balance.currency}` },
      element('small', {}, balance.currency), pretty(balance.available))));
    this.#renderHoldings();
    this.#onHoldings();
  }

  #renderOrders() {
    const rows = [...this.#orders.values()].reverse().map((order) => this.#orderRow(order));
    byId('orders').replaceChildren(...(rows.length ? rows : [element('p', { class: 'empty' }, 'No orders yet. Pick an instrument and buy.')]));
  }

  #orderRow(order) {
    const filled = order.filledQuantity ?? '0';
    const price = order.averagePrice && filled !== '0' ? order.averagePrice : order.price;
    const open = !DONE.has(order.status) && order.status !== 'PENDING_CANCEL';
    return element(
      'div', { class: 'row still', 'data-test': `order-${order.orderId}`, 'data-status': order.status },
      element('span', {},
        element('strong', { class: order.side === 'BUY' ? 'up' : 'down' }, order.side === 'BUY' ? 'Buy' : 'Sell'), ' ',
        element('strong', {}, bare(order.symbol))),
      element('span', { class: 'status', 'data-status': order.status }, order.status),
      element('span', { class: 'sub' }, `${count(filled)} of ${count(order.quantity)} · ${order.type ?? ''}${price ? ` · ${pretty(price)}` : ''}${order.reason ? ` · ${reasonOf(order)}` : ''}`),
      open
        ? element('button', { class: 'cancel', type: 'button', onclick: (event) => this.#cancel(order.orderId, event.target) }, 'Cancel')
        : element('span'),
    );
  }

  async #cancel(orderId, button) {
    button.disabled = true;
    try {
      await api.cancel(orderId);
    } catch (problem) {
      setText(button, problem.message);
    }
  }

  #renderHoldings() {
    this.#values.clear();
    const rows = this.#holdings.map((holding) => this.#holdingRow(holding));
    byId('holdings').replaceChildren(...(rows.length ? rows : [element('p', { class: 'empty' }, 'No holdings yet.')]));
    this.symbols().forEach((symbol) => this.#reprice(symbol));
  }

  #holdingRow(holding) {
    const value = element('span', { class: 'num' });
    const gain = element('span', { class: 'num small' });
    this.#values.set(holding.symbol, { holding, value, gain });
    return element(
      'div', { class: 'row still', 'data-test': `holding-${holding.symbol}`, 'data-quantity': holding.quantity },
      element('strong', {}, bare(holding.symbol)), value,
      element('span', { class: 'sub' }, `${count(holding.quantity)} · average ${pretty(holding.avgPrice)}`), gain);
  }

  #reprice(symbol) {
    const row = this.#values.get(symbol);
    if (!row) return;
    const last = this.#market.quote(symbol)?.last ?? parse(row.holding.currentPrice ?? '');
    const average = parse(row.holding.avgPrice ?? '');
    if (!last || average === null) return;
    const quantity = BigInt(row.holding.quantity);
    const gain = (last - average) * quantity;
    setText(row.value, format(last * quantity));
    setText(row.gain, `${format(gain)}  ${percent(gain, average * quantity)}`);
    row.gain.className = `num small ${gain < 0n ? 'down' : 'up'}`;
  }
}

const reasonOf = (order) => (typeof order.reason === 'object' ? order.reason.code : order.reason);

// The feeds, for staff: their lines, what was refused of them, and the switch to the next line.

import * as api from './api.js';
import { byId, element, setText } from './dom.js';
import { count } from './decimal.js';

const POLL_MS = 2_000;

export class Feeds {
  #timer = 0;

  /** Shows the tab to staff, and keeps it up to date while it is open. */
  open() {
    this.close();
    const staff = api.hasRole('ops', 'admin', 'support', 'auditor');
    byId('tab-feeds').hidden = !staff;
    if (staff) this.#timer = setInterval(() => this.#poll(), POLL_MS);
  }

  close() {
    clearInterval(this.#timer);
    byId('feeds').replaceChildren();
    if (!byId('feeds').hidden) byId('tab-orders').click();
  }

  async #poll() {
    if (byId('feeds').hidden) return;
    try {
      const { data } = await api.feeds();
      const rows = data.map((feed) => row(feed));
      byId('feeds').replaceChildren(...(rows.length ? rows : [element('p', { class: 'empty' }, 'No feed has reported yet.')]));
    } catch (problem) {
      byId('feeds').replaceChildren(element('p', { class: 'empty' }, problem.message));
    }
  }
}

function row(feed) {
  const lines = (feed.lines ?? []).map((line) => `${line.name} ${line.up ? 'up' : `down (${line.why})`}`);
  const refused = Object.entries(feed.rejections ?? {}).map(([reason, times]) => `${reason} ${count(times)}`);
  const sub = (text) => element('span', { class: 'sub' }, text);
  return element(
    'div', { class: 'row still', 'data-test': `feed-${feed.session}-${feed.shard}`, 'data-state': feed.state },
    element('span', {}, element('strong', {}, `${feed.session} ${feed.shard}`), ' ', element('span', { class: 'tag' }, feed.activeLine || 'no line')),
    element('span', { class: 'status', 'data-status': feed.state }, feed.breaker === 'OPEN' ? `${feed.state}, BREAKER OPEN` : feed.state),
    sub(`${count(feed.accepted)} updates · ${count(feed.staleSymbols)} of ${count(feed.symbols)} stale · ${lines.join(', ')}`),
    button(feed),
    sub(refused.length ? `refused: ${refused.join(', ')}` : 'nothing refused'),
  );
}

function button(feed) {
  if (!api.hasRole('ops', 'admin') || (feed.lines ?? []).length < 2) return element('span');
  const back = feed.activeLine !== feed.lines[0].name;
  return element('button', { class: 'cancel', type: 'button', onclick: ({ target }) => move(feed, back ? 'return' : 'next', target) }, back ? 'Return' : 'Next line');
}

async function move(feed, line, target) {
  target.disabled = true;
  try {
    await api.failOver(feed, line);
  } catch (problem) {
    setText(target, problem.message);
  }
}

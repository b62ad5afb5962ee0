// Search as you type; the keyboard works too.

import * as api from './api.js';
import { byId, element } from './dom.js';
import { bare, mic } from './market.js';

const PAUSE_MS = 120;

export function wireSearch(market, onPick) {
  const input = byId('search');
  const list = byId('search-results');
  let timer = 0;
  let asked = 0;
  let found = [];
  let at = -1;

  const close = () => { list.hidden = true; at = -1; };
  const choose = (symbol) => { input.value = ''; close(); onPick(symbol); };

  const show = () => {
    list.replaceChildren(...found.map((instrument, index) => element(
      'li',
      { role: 'option', 'aria-selected': index === at },
      element('button', { class: 'row', type: 'button', 'data-test': `found-${instrument.symbol}`, onclick: () => choose(instrument.symbol) },
        element('span', {}, element('strong', {}, bare(instrument.symbol)), ' ', element('span', { class: 'tag' }, mic(instrument.symbol))),
        element('span'),
        element('span', { class: 'name' }, instrument.name)),
    )));
    if (!found.length) list.replaceChildren(element('li', { class: 'empty' }, 'Nothing found'));
    list.hidden = false;
  };

  const ask = async () => {
    const text = input.value.trim();
    const mine = ++asked;
    if (!text) { close(); return; }
    try {
      const answer = await api.search(text);
      if (mine !== asked) return;
      found = answer.data;
      found.forEach((instrument) => market.learn(instrument));
      at = found.length ? 0 : -1;
      show();
    } catch (problem) {
      if (mine !== asked) return;
      list.replaceChildren(element('li', { class: 'empty' }, problem.message));
      list.hidden = false;
    }
  };

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { input.value = ''; close(); }
    if (event.key === 'Enter' && found[at] && !list.hidden) { event.preventDefault(); choose(found[at].symbol); }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length) {
      event.preventDefault();
      at = (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      show();
    }
  });
  document.addEventListener('click', (event) => { if (!event.target.closest('.search')) close(); });
}

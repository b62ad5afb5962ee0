// Wires the page: who is logged in, what is watched, what is in hand.

import * as api from './api.js';
import { Books } from './books.js';
import { byId, setText } from './dom.js';
import { Feeds } from './feeds.js';
import { InstrumentView } from './instrument.js';
import { Market } from './market.js';
import { wireSearch } from './search.js';
import { Stream } from './stream.js';
import { Ticket } from './ticket.js';
import { Watchlist } from './watchlist.js';

const RENEW_MS = 10 * 60_000;

const market = new Market();
const instrument = new InstrumentView(market);
const ticket = new Ticket(market);
const books = new Books(market, watchAll);
const feeds = new Feeds();
const watchlist = new Watchlist(market, pick, watchAll);
let stream = null;
let renewal = 0;

wireSearch(market, (symbol) => { watchlist.add(symbol); pick(symbol); });
byId('login-form').addEventListener('submit', (event) => { event.preventDefault(); logIn(); });
byId('logout').addEventListener('click', logOut);
document.querySelectorAll('.dock button').forEach((button) => button.addEventListener('click', () => go(button.dataset.go)));

if (api.hasSession()) openDesk(); else showLogin();

async function logIn() {
  const button = byId('login-submit');
  button.disabled = true;
  setText(byId('login-error'), '');
  try {
    await api.login(byId('login-email').value, byId('login-password').value);
    await openDesk();
  } catch (problem) {
    setText(byId('login-error'), problem.message);
  } finally {
    button.disabled = false;
  }
}

async function openDesk() {
  byId('login').hidden = true;
  byId('desk').hidden = false;
  setText(byId('user'), api.email());
  feeds.open();
  stream = new Stream(api.token, {
    quotes: (fragments) => market.accept(fragments),
    order: (event) => books.accept(event),
    state: showLink,
    denied: renewAndReopen,
  });
  try {
    await Promise.all(watchlist.symbols().map(learn));
    watchlist.render();
    pick(watchlist.symbols()[0]);
    go('watch');
    stream.open();
    await books.load();
    renewal = setInterval(renew, RENEW_MS);
  } catch (problem) {
    if (!api.hasSession()) { logOut(); return; }
    showLink('lost');
    setText(byId('ticket-message'), problem.message);
  }
}

async function learn(symbol) {
  if (market.knows(symbol)) return;
  try {
    market.learn(await api.instrument(symbol));
  } catch (problem) {
    if (problem.status !== 404) throw problem;
  }
}

function watchAll() {
  stream?.watch([...new Set([...watchlist.symbols(), ...books.symbols(), instrument.symbol()].filter(Boolean))]);
}

function pick(symbol) {
  watchlist.pick(symbol);
  instrument.open(symbol);
  ticket.open(symbol);
  watchAll();
  go('trade');
}

function go(pane) {
  byId('desk').dataset.pane = pane;
  document.querySelectorAll('.dock button').forEach((button) => button.setAttribute('aria-current', button.dataset.go === pane));
}

function showLink(state) {
  const link = byId('link');
  link.dataset.state = state;
  setText(link, { live: 'live', connecting: 'connecting', lost: 'reconnecting' }[state]);
}

async function renew() {
  try {
    if (await api.refresh()) stream.authenticate(); else logOut();
  } catch {
    showLink('lost');
  }
}

async function renewAndReopen() {
  try {
    if (await api.refresh()) stream.open(); else logOut();
  } catch {
    setTimeout(renewAndReopen, 2_000);
  }
}

async function logOut() {
  clearInterval(renewal);
  feeds.close();
  stream?.close();
  stream = null;
  if (api.hasSession()) await api.logout().catch(() => {});
  showLogin();
}

function showLogin() {
  byId('desk').hidden = true;
  byId('login').hidden = false;
  byId('login-submit').focus();
}

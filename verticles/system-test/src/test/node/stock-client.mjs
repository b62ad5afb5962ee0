// The stock sockjs-client and @vertx/eventbus-bridge-client.js, unmodified: see a price change, buy
// through the bridge, see the fill and the holding.
// usage: node stock-client.mjs URL TRANSPORT; TRANSPORT is websocket or a SockJS fallback.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

const require = createRequire(import.meta.url);
// The stock client asks for its transport library the way a browser page would offer it.
globalThis.SockJS = require('sockjs-client');
const EventBus = require('@vertx/eventbus-bridge-client.js');

const [url, transport] = process.argv.slice(2);
const LONG = 30_000;

const session = await login();
const authorization = { authorization: `Bearer ${session.accessToken}` };
const account = JSON.parse(Buffer.from(session.accessToken.split('.')[1], 'base64url')).acc;

const bus = new EventBus(`${url}/eventbus`, { transports: [transport], vertxbus_ping_interval: 25_000 });
bus.defaultHeaders = authorization;
await within('the bridge opens', new Promise((resolve, reject) => {
  bus.onopen = resolve;
  bus.onclose = () => reject(new Error('the bridge closed'));
}));

const before = await held();
await within('a price changes', new Promise((resolve, reject) => {
  let first = null;
  bus.registerHandler('quotes.RELIANCE', (error, message) => {
    if (error) { reject(new Error(JSON.stringify(error))); return; }
    const quote = message.body;
    assert.equal(quote.symbol, 'RELIANCE');
    assert.match(quote.ltp, /^\d+\.\d{2,4}$/);
    if (first === null) first = quote;
    else if (quote.seq > first.seq && (quote.ltp !== first.ltp || quote.bid !== first.bid || quote.ask !== first.ask)) resolve();
  });
}));

const events = [];
let wake = () => {};
bus.registerHandler(`account.${account}.events`, (error, message) => {
  assert.equal(error, null);
  events.push(message.body);
  wake();
});

const reply = await within('the order is answered', new Promise((resolve, reject) => {
  bus.send('api.orders.place', {
    symbol: 'RELIANCE', side: 'BUY', type: 'MARKET', quantity: '2', product: 'DELIVERY', idempotencyKey: randomUUID(),
  }, (error, answer) => (error ? reject(new Error(JSON.stringify(error))) : resolve(answer.body)));
}));
assert.match(reply.orderId, /^[0-9a-f-]{36}$/);

await within('the fill comes', new Promise((resolve) => {
  wake = () => { if (events.some((event) => event.orderId === reply.orderId && event.status === 'FILLED')) resolve(); };
  wake();
}));
assert.equal(await held(), before + 2);

await within("another account's events are refused", new Promise((resolve, reject) => {
  bus.onerror = (error) => { if (error.type === 'err' && error.body === 'access_denied') resolve(); };
  bus.registerHandler(`account.${Number(account) + 1}.events`, (error) => {
    if (error && error.body === 'access_denied') resolve(); else reject(new Error('it was let in'));
  });
}));

bus.onclose = null;
bus.close();
console.log('1 passed, 0 failed');
process.exit(0);

async function login() {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'trader2@openbell.test', password: 'openbell-demo' }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

async function held() {
  const answer = await fetch(`${url}/api/v1/portfolio`, { headers: authorization });
  assert.equal(answer.status, 200);
  const { positions } = await answer.json();
  return Number(positions.find((position) => position.symbol === 'XNSE:RELIANCE' || position.symbol === 'RELIANCE')?.quantity ?? 0);
}

function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not in time: ${what}`)), LONG); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

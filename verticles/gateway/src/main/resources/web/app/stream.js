// The raw WebSocket door: quotes and the account's events, over one socket that comes back by itself.

const PING_MS = 25_000;
const SILENCE_MS = 5_000;
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 8_000;

export class Stream {
  #handlers;
  #credentials;
  #socket = null;
  #symbols = new Set();
  #lastSeq = 0;
  #retryMs = FIRST_RETRY_MS;
  #timers = [];
  #heardAt = 0;
  #closed = false;

  /** handlers: quotes(fragments), order(event), state('live'|'connecting'|'lost'), denied(). */
  constructor(credentials, handlers) {
    this.#credentials = credentials;
    this.#handlers = handlers;
  }

  open() {
    this.#handlers.state('connecting');
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws/v1`, 'openbell.v1.json');
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    socket.onclose = ({ code }) => this.#lost(code);
  }

  close() {
    this.#closed = true;
    this.#stopTimers();
    this.#socket?.close();
  }

  /** Watches exactly these canonical symbols. */
  watch(symbols) {
    const wanted = new Set(symbols);
    const added = symbols.filter((symbol) => !this.#symbols.has(symbol));
    const dropped = [...this.#symbols].filter((symbol) => !wanted.has(symbol));
    this.#symbols = wanted;
    if (added.length) this.#send({ action: 'subscribe', symbols: added, mode: 'quote', windowMs: 250 });
    if (dropped.length) this.#send({ action: 'unsubscribe', symbols: dropped });
  }

  /** Says who we are again, with a fresh token. */
  authenticate() {
    this.#send({ action: 'auth', token: this.#credentials() });
  }

  #opened() {
    this.#retryMs = FIRST_RETRY_MS;
    this.#heardAt = Date.now();
    this.authenticate();
    this.#send({ action: 'orders', since: this.#lastSeq });
    if (this.#symbols.size) {
      this.#send({ action: 'subscribe', symbols: [...this.#symbols], mode: 'quote', windowMs: 250 });
    }
    this.#timers.push(setInterval(() => this.#send({ action: 'ping' }), PING_MS));
    this.#timers.push(setInterval(() => this.#checkSilence(), 1_000));
    this.#handlers.state('live');
  }

  #received(message) {
    this.#heardAt = Date.now();
    switch (message.type) {
      case 'snapshot':
      case 'quotes':
        this.#handlers.quotes(message.d);
        break;
      case 'order':
      case 'funds':
        if (message.seq > this.#lastSeq) {
          this.#lastSeq = message.seq;
          this.#handlers.order(message);
        }
        break;
      default:
    }
  }

  /** A heartbeat comes each second: silence means that the line is dead although nobody says so. */
  #checkSilence() {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.#socket.close();
  }

  #lost(code) {
    this.#stopTimers();
    if (this.#closed) return;
    this.#handlers.state('lost');
    if (code === 4001 || code === 4003) {
      this.#handlers.denied();
      return;
    }
    const wait = this.#retryMs * (0.5 + Math.random());
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
    setTimeout(() => { if (!this.#closed) this.open(); }, wait);
  }

  #stopTimers() {
    this.#timers.forEach(clearInterval);
    this.#timers = [];
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

// REST: one function a request, answers parsed, refusals thrown as Problem.

const BASE = '/api/v1';
const ADMIN = '/admin/v1';
const KEPT = 'openbell.session';

/** A problem+json answer; `code` is stable, `detail` is for the person. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The server answered ${status}.`);
    this.status = status;
    this.code = body.code || '';
    this.hint = body.hint || '';
  }
}

let session = JSON.parse(sessionStorage.getItem(KEPT) || 'null');
let refreshing = null;

export const hasSession = () => session !== null;
export const token = () => session.accessToken;
export const email = () => session.email;

/** Whether the user has one of these roles. */
export const hasRole = (...roles) => roles.some((role) => session.user?.roles?.includes(role));

export async function login(address, password) {
  const answer = await post('/auth/login', { email: address, password });
  keep({ ...answer, email: address });
}

export async function logout() {
  try {
    await send('POST', '/auth/logout', { refreshToken: session.refreshToken });
  } finally {
    forget();
  }
}

/** A new access token; resolves to false when the session is over. */
export function refresh() {
  refreshing ??= post('/auth/refresh', { refreshToken: session.refreshToken })
    .then((answer) => { keep({ ...session, ...answer }); return true; })
    .catch((problem) => {
      if (problem instanceof Problem && problem.status < 500) { forget(); return false; }
      throw problem;
    })
    .finally(() => { refreshing = null; });
  return refreshing;
}

export const quotes = (symbols) => get(`/quotes?symbols=${symbols.map(encodeURIComponent).join(',')}`);
export const search = (text) => get(`/instruments/search?limit=12&q=${encodeURIComponent(text)}`);
export const instrument = (symbol) => get(`/instruments/${encodeURIComponent(symbol)}`);
export const orders = () => get('/orders?limit=100');
export const portfolio = () => get('/portfolio');
export const funds = () => get('/funds');
export const cancel = (orderId) => send('DELETE', `/orders/${orderId}`);

/** The key makes a retry of the same order harmless. */
export const place = (order, key) => send('POST', '/orders', order, { 'Idempotency-Key': key });

export const feeds = () => send('GET', `${ADMIN}/feeds`);
export const failOver = ({ session: name, shard }, line) => send('POST', `${ADMIN}/feeds/${encodeURIComponent(name)}/${shard}/fail-over`, { line });

const get = (path) => send('GET', path);
const post = (path, body) => request('POST', path, body, {});

async function send(method, path, body, headers = {}) {
  const authorized = () => request(method, path, body, { ...headers, authorization: `Bearer ${session.accessToken}` });
  try {
    return await authorized();
  } catch (problem) {
    if (problem.status === 401 && session && await refresh()) {
      return authorized();
    }
    throw problem;
  }
}

async function request(method, path, body, headers) {
  const answer = await fetch(path.startsWith(ADMIN) ? path : BASE + path, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : {};
  if (!answer.ok) {
    throw new Problem(answer.status, json);
  }
  return json;
}

function keep(next) {
  session = next;
  sessionStorage.setItem(KEPT, JSON.stringify(session));
}

function forget() {
  session = null;
  sessionStorage.removeItem(KEPT);
}

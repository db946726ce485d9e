// What a device keeps of visits taken along: in IndexedDB, each record encrypted by AES-GCM under a key that PBKDF2
// makes of the officer's words. The words and the key are never stored; ten wrong tries wipe everything. In plain stand
// only: salt, rounds, tries, when it ends, the numbers of visits, whether something is written, and the secret by which
// the device names itself to the server. Used by offline.mjs; rightdoor.js has mark() and wipe() of it.
const NAME = 'rightdoor-visits';
const MARK = 'rightdoor-visits';
const ROUNDS = 600000; // of PBKDF2-HMAC-SHA-256 (OWASP, 2023)
export const TRIES = 10;
const DAY = 24 * 3600000;
const WRITING_DAYS = 7;

// The device's own secret, null if nothing is kept here.
export function mark() {
  try { return localStorage.getItem(MARK); } catch { return null; }
}

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('about', { keyPath: 'id' });
    request.result.createObjectStore('visits', { keyPath: 'id' });
  };
  const db = await asked(request);
  db.onversionchange = () => db.close();
  return db;
}

async function within(store, mode, what) {
  const db = await open();
  try {
    const all = db.transaction(store, mode);
    const ended = new Promise((done, failed) => { all.oncomplete = done; all.onabort = () => failed(all.error); all.onerror = all.onabort; });
    const result = await what(all.objectStore(store));
    await ended;
    return result;
  } finally { db.close(); }
}

export const about = () => within('about', 'readonly', (s) => asked(s.get('this')));
export const visits = () => within('visits', 'readonly', (s) => asked(s.getAll()));
export const drop = (id) => within('visits', 'readwrite', (s) => asked(s.delete(id)));
const put = (row) => within('visits', 'readwrite', (s) => asked(s.put(row)));

// Everything goes: the records first, so that an open page elsewhere cannot keep them by holding the database.
export async function wipe() {
  try { localStorage.removeItem(MARK); } catch { /* it cannot be there either */ }
  for (const store of ['visits', 'about']) await within(store, 'readwrite', (s) => asked(s.clear())).catch(() => {});
  await new Promise((done) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = done;
  });
  if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name);
  if (navigator.serviceWorker) for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}

// ---- encrypting ----
const bytes = (text) => new TextEncoder().encode(text);

async function keyOf(words, salt, rounds) {
  const given = await crypto.subtle.importKey('raw', bytes(words.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, given, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

// WHAT it is is sealed with it: a record cannot be put in another's place.
async function seal(key, what, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytes(what) }, key, bytes(JSON.stringify(value)));
  return { iv, data };
}

async function unseal(key, what, sealed) {
  const data = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: bytes(what) }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(data));
}

// A new device under these words: its key for this page.
export async function begin(words, device, person) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyOf(words, salt, ROUNDS);
  const row = { id: 'this', salt, rounds: ROUNDS, tries: 0, person, check: await seal(key, 'check', 'right') };
  await within('about', 'readwrite', (s) => asked(s.put(row)));
  localStorage.setItem(MARK, device);
  return key;
}

// The key, if the words are right. The try is written down before it is made; the tenth wrong one wipes: { left: 0 }.
export async function unlock(words) {
  const row = await within('about', 'readwrite', async (s) => {
    const now = await asked(s.get('this'));
    if (!now) return null;
    now.tries += 1;
    await asked(s.put(now));
    return now;
  });
  if (!row) return { left: 0 };
  try {
    const key = await keyOf(words, row.salt, row.rounds);
    await unseal(key, 'check', row.check);
    await within('about', 'readwrite', (s) => asked(s.put({ ...row, tries: 0 })));
    return { key, person: row.person };
  } catch {
    const left = TRIES - row.tries;
    if (left <= 0) await wipe();
    return { left: Math.max(left, 0) };
  }
}

// ---- visits: what was taken to read (pack), and what is written (draft) ----
export async function keepPack(key, pack) {
  const before = (await visits()).find((v) => v.id === pack.visit);
  await put({ ...before, id: pack.visit, ends: pack.ends, pack: await seal(key, `pack ${pack.visit}`, pack) });
}

export async function keepDraft(key, id, draft) {
  const sealed = await seal(key, `draft ${id}`, draft);
  await within('visits', 'readwrite', async (s) => {
    const row = await asked(s.get(id));
    if (row) await asked(s.put({ ...row, draft: sealed, written: Date.now() }));
  });
}

export async function dropPack(id) {
  await within('visits', 'readwrite', async (s) => {
    const row = await asked(s.get(id));
    if (row?.draft) await asked(s.put({ ...row, pack: undefined }));
    else await asked(s.delete(id));
  });
}

export async function read(key, row) {
  return {
    id: row.id,
    pack: row.pack ? await unseal(key, `pack ${row.id}`, row.pack) : null,
    draft: row.draft ? await unseal(key, `draft ${row.id}`, row.draft) : null,
  };
}

export const isWritten = async () => (mark() ? (await visits()).some((v) => v.draft) : false);

// What was taken to read goes after its hours, what was written and never sent after a week; then nothing is left.
export async function expire() {
  if (!mark()) return;
  const now = Date.now();
  const rows = await visits();
  for (const row of rows) {
    if (row.draft && now > row.written + WRITING_DAYS * DAY) await drop(row.id);
    else if (row.pack && now > row.ends) await dropPack(row.id);
  }
  if (!(await visits()).length) await wipe();
}

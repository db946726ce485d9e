// The page /offline: opened by the officer's words, read and written without signal, sent when there is one. What one
// types is encrypted and kept within two seconds; it goes from here only when the server has said that it has it.
import { about, drop, dropPack, expire, keepDraft, mark, read, unlock, visits, wipe } from './store.mjs';
import { faults } from './judge.mjs';

const PAUSE = 1500; // ms from a key to the keeping
const ROWS = 6; // of actions
const SENT = { saved: 'Sent and saved.', two: 'A colleague changed this note too. Both versions are safe:', unfinished: 'It is sent and kept, but not saved yet: something is missing.', off: 'This visit was called off meanwhile. What you wrote is kept:', left: 'You no longer work with this child. What you wrote is kept in Rightdoor for whoever works with the child now. It is wiped from here.' };
const LEADS = { saved: 'Look at the visit', two: 'Look at both and choose', unfinished: 'Go on with it', off: 'Look at it' };

export async function write(root) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const hide = (name, is) => { part(name).hidden = is; };
  const form = part('note');
  let key;
  let all = [];
  let now; // the visit that is open
  let timer;
  let sending = false;
  const told = new Map(); // what became of what was sent

  function alert(words) { part('alert').textContent = words; }
  function line() {
    part('line').textContent = navigator.onLine ? 'You have a signal.' : 'No signal. What you write is kept on this device, encrypted.';
  }

  function only(name) {
    for (const one of ['none', 'unlock', 'list', 'visit']) hide(one, one !== name);
    hide('wipe', name === 'none');
    hide('wipe-words', false);
  }

  async function load() {
    all = [];
    for (const row of await visits()) all.push(await read(key, row));
  }

  const element = (tag, className, text) => { const e = document.createElement(tag); e.className = className; e.textContent = text; return e; };
  const titleOf = ({ pack, draft }) => (pack ? { child: pack.child, title: pack.title, when: pack.when } : draft.about);
  const stateOf = (one) => (!one.draft ? ['', ''] : one.draft.then ? ['ready to send', 'rd-state rd-state--ok'] : ['note begun', 'rd-state rd-state--soon']);

  function item(one) {
    const li = element('li', 'rd-today__item', '');
    const button = element('button', 'rd-link-button rd-today__what', titleOf(one).child);
    button.type = 'button';
    button.addEventListener('click', () => show(one.id));
    const [words, className] = stateOf(one);
    li.append(button, element('span', 'rd-today__why', `${titleOf(one).title}, ${titleOf(one).when}`));
    if (words) li.append(element('strong', className, words));
    return li;
  }

  function toldItem([id, { about: a, state, typed }]) {
    const li = element('li', 'rd-today__item', '');
    const why = element('span', 'rd-today__why', `${SENT[state]} `);
    const link = LEADS[state] && element('a', 'govuk-link', LEADS[state]);
    if (link) { link.href = typed ? `/visits/${id}/note?typed=${typed}` : `/visits/${id}`; why.append(link); }
    li.append(element('span', 'rd-today__what', a.child), why);
    return li;
  }

  async function list(focus) {
    now = undefined;
    await load();
    if (!all.length && !told.size) { await wipe(); only('none'); return; }
    part('visits').replaceChildren(...[...told].map(toldItem), ...all.map(item));
    hide('send', !all.some((one) => one.draft?.then));
    only('list');
    hide('wipe', !all.length);
    if (focus) root.querySelector('#list-h').focus();
  }

  // ---- the form of one visit ----
  const rows = () => form.querySelectorAll('fieldset.rd-row');
  function addRow() {
    const last = [...rows()].pop();
    const n = rows().length;
    if (!last || n >= ROWS) return;
    const holder = document.createElement('div');
    holder.innerHTML = last.outerHTML.replaceAll(`"a${n}_`, `"a${n + 1}_`).replaceAll(`action-${n}"`, `action-${n + 1}"`);
    const row = holder.firstElementChild;
    row.querySelector('legend').textContent = `Action ${n + 1}`;
    for (const input of row.querySelectorAll('input, select')) { input.removeAttribute('value'); input.value = ''; }
    last.after(row);
  }

  function fill(fields) {
    for (const [name] of fields) while (/^a\d_/.test(name) && !form.elements[name] && rows().length < ROWS && rows().length) addRow();
    const values = new Map(fields);
    for (const e of form.elements) {
      if (e.type === 'checkbox') e.checked = values.has(e.name);
      else if (e.name && values.has(e.name) && e.type !== 'submit') e.value = values.get(e.name);
    }
  }

  function show(id) {
    const one = all.find((o) => o.id === id);
    const source = one.pack || one.draft;
    now = one;
    part('child').textContent = titleOf(one).child;
    part('title').textContent = `${titleOf(one).title}, ${titleOf(one).when}`;
    part('read').innerHTML = one.pack ? one.pack.read : '<p class="govuk-body">What you took along to read is wiped: its time was over. What you wrote is here.</p>';
    part('fields').innerHTML = source.form; // of our own server, escaped there; the policy of this page runs no script in it
    const more = element('button', 'govuk-button govuk-button--secondary', 'Another action');
    more.type = 'button';
    more.addEventListener('click', () => { addRow(); [...rows()].pop().querySelector('input[type=text], select').focus(); });
    [...rows()].pop()?.after(more);
    if (one.draft) fill(one.draft.fields);
    part('later').hidden = source.held;
    hide('errors', true);
    hide('kept', true);
    only('visit');
    root.querySelector('#visit-h').focus();
  }

  async function keep(then) {
    clearTimeout(timer);
    timer = undefined;
    if (!now) return;
    const source = now.pack || now.draft;
    const fields = [...new FormData(form)].filter(([name]) => name !== 'then');
    now.draft = { fields, then, once: now.draft?.once || crypto.randomUUID().replaceAll('-', ''), form: source.form, held: source.held, fresh: source.fresh, about: titleOf(now) };
    await keepDraft(key, now.id, now.draft);
    part('kept').textContent = `What you write is kept on this device. Last at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}.`;
    hide('kept', false);
  }

  // ---- sending ----
  async function sendOne(one, token) {
    const body = new URLSearchParams(one.draft.fields);
    for (const [name, value] of Object.entries({ token, once: one.draft.once, then: one.draft.then, key: mark() })) body.set(name, value);
    const answer = await fetch(`/field/notes/${one.id}`, { method: 'POST', body, credentials: 'same-origin', cache: 'no-store' });
    const url = new URL(answer.url);
    const state = answer.ok && url.pathname.startsWith('/field/sent/') ? url.pathname.split('/').pop() : '';
    if (!SENT[state]) return false;
    told.set(one.id, { about: titleOf(one), state, typed: url.searchParams.get('typed') });
    await drop(one.id);
    return true;
  }

  async function send() {
    if (sending || !key || now || !navigator.onLine || !mark()) return;
    sending = true;
    try {
      const answer = await fetch(`/field/return/${mark()}`, { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
      hide('sign-in', answer.type !== 'opaqueredirect');
      if (!answer.ok) return;
      const { known, token, person, lost } = await answer.json();
      if (person !== (await about()).person) { alert('Somebody else is signed in on this device. Only whoever took these visits along can send them.'); return; }
      if (!known) { await wipe(); told.clear(); only('none'); alert('This device was called back. It is wiped.'); return; }
      for (const id of lost) await dropPack(id);
      await load();
      for (const one of all.filter((o) => o.draft?.then || (o.draft && lost.includes(o.id)))) if (!await sendOne({ ...one, draft: { ...one.draft, then: one.draft.then || 'later' } }, token)) alert('Something could not be sent. It is kept here: try again.');
      await list();
    } catch {
      alert('It could not be sent: the line broke. Nothing is lost, it is sent once only.');
    } finally { sending = false; }
  }

  // ---- what people do ----
  part('unlock').addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = root.querySelector('#open-words');
    const answer = await unlock(input.value);
    input.value = '';
    if (answer.key) {
      key = answer.key;
      alert('');
      await list(true);
      await send();
      return;
    }
    if (!answer.left) { only('none'); alert('Those were not the words ten times. Everything on this device is wiped.'); return; }
    part('wrong').textContent = `Those are not the words. ${answer.left} ${answer.left === 1 ? 'try' : 'tries'} left, then this device is wiped.`;
    hide('wrong', false);
    part('group').classList.add('govuk-form-group--error');
    input.focus();
  });

  form.addEventListener('input', () => { timer ??= setTimeout(() => keep(''), PAUSE); });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const then = event.submitter?.value || 'finish';
    const found = faults(form, then, (now.pack || now.draft).fresh);
    await keep(found.length ? '' : then);
    part('error-list').replaceChildren(...found.map(({ name, words }) => { const li = document.createElement('li'); const a = element('a', '', words); a.href = `#${name}`; li.append(a); return li; }));
    hide('errors', !found.length);
    if (found.length) { part('errors').focus(); return; }
    await list(true);
    alert(navigator.onLine ? '' : 'Kept. It is sent when there is a signal.');
    await send();
  });
  part('back').addEventListener('click', async () => { if (timer) await keep(''); await list(true); });
  part('send').addEventListener('click', () => { alert(''); send(); });
  part('wipe-button').addEventListener('click', async () => {
    if ((await visits()).some((v) => v.draft) && !window.confirm('You wrote something here that is not sent. Wipe it all the same?')) return;
    await wipe();
    told.clear();
    key = undefined;
    only('none');
    alert('This device is wiped.');
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden && timer) keep(''); });
  window.addEventListener('online', () => { line(); alert(''); send(); });
  window.addEventListener('offline', line);

  line();
  await expire().catch(wipe);
  only(mark() ? 'unlock' : 'none');
}

// Visits without signal: taken along encrypted, opened and written where there is no network, sent once when there is
// one, joined with what a colleague wrote; called back, signed out and wiped. What the browser's stores hold is read raw.
import { check, must, same } from '../server/house.mjs';
import { as, browser, inDatabase, person, phone, server } from './people.mjs';
import { signIn, visitor, leave } from '../browser.mjs';
import { day, daysFromNow, main, open, reads } from './steps.mjs';

const words = 'three green kettles', officer = person('officer').email;
const mine = inDatabase(`SELECT x.id || ' ' || x.child_id || ' ' || c.given_name || ' ' || c.family_name FROM visit x JOIN person p ON p.id = x.person_id JOIN child c ON c.id = x.child_id
  WHERE p.email = '${officer}' AND x.status = 'planned' AND x.observations = '' AND x.planned_on BETWEEN date('now', '-13 days') AND date('now', '+6 days') ORDER BY x.planned_on DESC, x.id LIMIT 4`).split('\n').map(row => { const [id, child, ...name] = row.split(' '); return { id, child, names: name }; });
must(mine.length === 4, 'the demo has no four visits to take along');

async function take(page, visits) {
  await open(page, `/field?visit=${visits[0].id}`);
  for (const box of await page.locator('input[name=visit]:checked').all()) await box.uncheck();
  for (const v of visits) await page.locator(`#visit-${v.id}`).check();
  await page.locator('#words').fill(words);
  await page.locator('#again').fill(words);
  await page.getByRole('button', { name: 'Take them along' }).click();
  await page.getByText(`Taken along: ${visits.length}.`).waitFor();
}
async function unlock(page, with_ = words) {
  await page.getByLabel('The words that open this device').fill(with_);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}
const list = page => page.getByRole('heading', { name: 'Which visit?' });
const pick = (page, visit) => page.getByRole('button', { name: visit.names[1] }).first().click();
async function note(page, { seen, action = '' }) {
  for (const [name, value] of Object.entries(day('held_on', daysFromNow(0)))) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('[name=attended]').fill('Key person');
  await page.locator('[name=observations]').fill(seen);
  if (action) { await page.locator('[name=a1_what]').fill(action); await page.locator('[name=a1_owner]').selectOption('setting'); }
}
// All that the browser keeps, as text: databases (with the bytes of what is encrypted), caches, and plain storage.
const kept = page => page.evaluate(async () => {
  const out = [JSON.stringify({ ...localStorage, ...sessionStorage })], text = x => x instanceof ArrayBuffer || ArrayBuffer.isView(x) ? new TextDecoder('latin1').decode(x) : x && typeof x === 'object' ? Object.entries(x).map(([k, v]) => k + text(v)).join(' ') : String(x);
  const ask = r => new Promise((done, no) => { r.onsuccess = () => done(r.result); r.onerror = no; });
  let records = 0;
  for (const { name } of await indexedDB.databases()) {
    const db = await ask(indexedDB.open(name));
    for (const store of db.objectStoreNames) for (const row of await ask(db.transaction(store).objectStore(store).getAll())) { records++; out.push(text(row)); }
    db.close();
  }
  const cached = [];
  for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) { cached.push(new URL(r.url).pathname); out.push(await (await caches.match(r)).text()); }
  return { text: out.join('\n'), records, cached, workers: (await navigator.serviceWorker.getRegistrations()).length };
});
const nothingIsLeft = async page => { const k = await kept(page); same(JSON.stringify([k.records, k.cached, k.workers, k.text.includes('rightdoor-visits')]), '[0,[],0,false]'); };
const stored = (visit, column = 'observations') => inDatabase(`SELECT ${column} FROM visit WHERE id = ${visit.id}`);

await check('a visit is taken along, written without signal, and is there after the page was closed; nothing of it stands in plain', () => as('officer', { size: phone }, async page => {
  await take(page, mine.slice(0, 2));
  same(inDatabase(`SELECT count(*) FROM audit WHERE action = 'taken offline' AND child_id IN (${mine[0].child}, ${mine[1].child})`) * 1 >= 2, true);
  await page.context().setOffline(true);
  await open(page, '/offline');
  await unlock(page, 'not the words');
  await page.getByText('9 tries left').waitFor();
  await unlock(page);
  await list(page).waitFor();
  await pick(page, mine[0]);
  await page.getByText('To read: the child').click();
  await page.getByText('Who is around the child').waitFor();
  await note(page, { seen: 'He built a tower of six on a hill without signal' });
  await page.getByText('What you write is kept on this device.').waitFor();
  await open(page, '/visits');                        // whatever is asked for without signal, this page comes
  await unlock(page);
  await pick(page, mine[0]);
  same(await page.locator('[name=observations]').inputValue(), 'He built a tower of six on a hill without signal');
  const k = await kept(page), full = mine.slice(0, 2).flatMap(v => [...v.names, 'tower of six', words]);
  must(k.records >= 3 && k.cached.length > 4 && k.workers === 1, 'nothing is kept: ' + JSON.stringify(k.cached));
  for (const name of full.filter(n => n.length > 3)) must(!k.text.includes(name), `"${name}" stands in plain on the device`);
  must(k.cached.every(p => /^\/(offline$|static\/|authority)/.test(p)), 'a page is in the cache: ' + k.cached);

  await page.locator('[name=observations]').fill('');
  await page.getByRole('button', { name: 'It is finished' }).click();
  await page.getByText('Write what you saw, or what was said').waitFor();
  await note(page, { seen: 'He built a tower of six', action: 'Lend the blocks' });
  await page.getByRole('button', { name: 'It is finished' }).click();
  await page.getByText('ready to send').waitFor();
  same(stored(mine[0]), '');

  // the line breaks after the note came in: it is sent again, and stands there once
  let broken = 0;
  await page.route('**/field/notes/**', async route => { if (broken++) return route.continue(); await route.fetch({ maxRedirects: 0 }); return route.abort(); });
  await page.context().setOffline(false);
  await page.getByText('the line broke').waitFor();
  same(stored(mine[0]), 'He built a tower of six');
  await page.getByRole('button', { name: 'Send what is ready' }).click();
  await page.getByText('Sent and saved.').waitFor();
  same(broken, 2);
  same(inDatabase(`SELECT count(*) FROM action WHERE from_kind = 'visit' AND from_id = ${mine[0].id} AND what = 'Lend the blocks'`), '1');
  same(stored(mine[0], 'status || version'), 'held2');
  page.complaints.length = 0;

  await open(page, '/field');
  await reads(page, 'What is out', 'Chrome', 'note sent');
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await page.waitForURL('**/signed-out');
  await nothingIsLeft(page);
  same(inDatabase("SELECT ended_because FROM field_device ORDER BY id DESC LIMIT 1"), 'wiped');
}));

await check('what a colleague changed meanwhile is joined, and where both wrote both are shown; signing in again loses nothing', () => as('officer', { size: phone }, async page => {
  await take(page, [mine[1]]);
  await page.context().setOffline(true);
  await open(page, '/offline');
  await unlock(page);
  await pick(page, mine[1]);
  await note(page, { seen: 'Mine from the field' });
  await page.locator('[name=advice]').fill('My advice from the field');
  await page.getByRole('button', { name: 'It is finished' }).click();
  await page.getByText('ready to send').waitFor();
  await as('manager', {}, async other => {
    await open(other, `/visits/${mine[1].id}/note`);
    await other.locator('[name=observations]').fill('Hers from the office');
    await other.locator('[name=said]').fill('Said to her');
    await other.getByRole('button', { name: 'Save, not finished yet' }).click();
    await other.waitForURL(`**/visits/${mine[1].id}`);
  });
  inDatabase(`UPDATE session SET ended_at = 1 WHERE person_id = (SELECT id FROM person WHERE email = '${officer}') AND ended_at = 0`);
  await page.context().setOffline(false);
  await page.getByRole('link', { name: /Sign in to send it/ }).click();
  await page.waitForURL('**/sign-in');
  await page.getByLabel('Email address').fill(officer);
  await page.getByLabel('Password', { exact: true }).fill(person('officer').password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Open them, or send what you wrote' }).click();
  await unlock(page);
  await page.getByRole('link', { name: 'Look at both and choose' }).click();
  await reads(page, 'Two versions of this note', 'Mine from the field', 'Hers from the office');
  must(!(await main(page)).includes('Said to her'), 'asks about what only one changed');
  await page.getByRole('button', { name: 'Save it so' }).click();
  await page.waitForURL(`**/visits/${mine[1].id}`);
  const now = stored(mine[1], "observations || said || advice || status");
  for (const part of ['Hers from the office', 'Mine from the field', 'Said to her', 'My advice from the field', 'held']) must(now.includes(part), `${part} is lost: ${now}`);
  same(inDatabase('SELECT count(*) FROM typed WHERE is_sent = 0'), '0');
  await open(page, '/offline');
  await nothingIsLeft(page);                          // all was sent: nothing stays
}));

await check('whoever lost the child meanwhile is told, and what they wrote waits for whoever works with the child now', () => as('officer', { size: phone }, async page => {
  await take(page, [mine[2]]);
  await page.context().setOffline(true);
  await open(page, '/offline');
  await unlock(page);
  await pick(page, mine[2]);
  await note(page, { seen: 'Written before I knew' });
  await page.getByRole('button', { name: 'It is finished' }).click();
  await page.getByText('ready to send').waitFor();
  const was = inDatabase(`SELECT is_restricted FROM child WHERE id = ${mine[2].child}`);
  inDatabase(`UPDATE professional SET to_on = 'x' WHERE to_on = '' AND child_id = ${mine[2].child}; UPDATE child SET is_restricted = 1 WHERE id = ${mine[2].child}`);
  await page.context().setOffline(false);
  await page.getByText('You no longer work with this child. What you wrote is kept').waitFor();
  await as('manager', {}, async other => {
    await open(other, `/children/${mine[2].child}`);
    await other.getByRole('link', { name: /^By / }).click();
    await reads(other, 'Written before I knew');
    await other.getByRole('button', { name: 'Take it over into the note' }).click();
    same(await other.locator('[name=observations]').inputValue(), 'Written before I knew');
    await other.getByRole('button', { name: 'Save the note' }).click();
    await other.waitForURL(`**/visits/${mine[2].id}`);
  });
  same(stored(mine[2]), 'Written before I knew');
  inDatabase(`UPDATE professional SET to_on = '' WHERE to_on = 'x'; UPDATE child SET is_restricted = ${was} WHERE id = ${mine[2].child}`);
}));

await check('a device that is called back wipes itself at its next contact, without anybody signing in; ten wrong tries and the button wipe too', async () => {
  const device = await visitor(browser, server, { size: phone });
  await signIn(device, person('officer'));
  await take(device, [mine[3]]);
  await as('officer', {}, async page => {
    await open(page, '/field');
    await page.getByRole('button', { name: /Call it back/ }).first().click();
    await reads(page, 'Called back');
  });
  await device.context().clearCookies();
  await device.goto('/sign-in');
  await device.waitForFunction(() => !localStorage.getItem('rightdoor-visits'));
  await device.waitForFunction(async () => !(await navigator.serviceWorker.getRegistrations()).length);
  await nothingIsLeft(device);

  await signIn(device, person('officer'));
  await take(device, [mine[3]]);
  await device.goto('/offline');
  await device.evaluate(() => new Promise(done => { const r = indexedDB.open('rightdoor-visits'); r.onsuccess = () => { const s = r.result.transaction('about', 'readwrite').objectStore('about'), get = s.get('this'); get.onsuccess = () => { s.put({ ...get.result, tries: 7 }).onsuccess = () => { r.result.close(); done(); }; }; }; }));
  for (let left = 2; left >= 0; left--) {
    await unlock(device, 'wrong words ' + left);
    await device.getByText(left ? `${left} ${left === 1 ? 'try' : 'tries'} left` : 'Everything on this device is wiped').waitFor();
  }
  await nothingIsLeft(device);
  await take(device, [mine[3]]);
  await device.goto('/offline');
  await device.getByRole('button', { name: 'Wipe this device' }).click();
  await device.getByText('This device is wiped.').waitFor();
  await nothingIsLeft(device);
  await leave(device);
});

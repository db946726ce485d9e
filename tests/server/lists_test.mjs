// A large list handed in on a page is read, compared and committed in bounded memory (issue 4): below 64 MB, whatever its kind.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, must, end, folder, serve, run, sql, Visitor, plain } from './house.mjs';

const ROWS = 40000, LIMIT = 64;
const file = join(folder, 'lists.db'), url = 'sqlite:' + file;
run(['demo', '--database', url, '--json']);
const s = await serve(url, { bin: plain });
const anonymous = () => Number(readFileSync(`/proc/${s.process.pid}/status`, 'utf8').match(/RssAnon:\s+(\d+)/)[1]) / 1024;
const manager = await new Visitor(s).signIn('manager@marchfield.example', 'demo-marchfield-2026');

// Children of the register, and as many more as make ROWS.
const known = sql(file, "SELECT given_name, family_name, born_on, sex, postcode FROM child WHERE family_name <> '' AND given_name <> '' ORDER BY id").split('\n').map(l => l.split('\t'));
let seed = 1;
const below = n => { seed = seed * 48271 % 2147483647; return seed % n; };          // Park and Miller
const word = () => Array.from({ length: 4 + below(5) }, (_, i) => (i % 2 ? 'aeiouy' : 'bcdfghjklmnprstvwz')[below(i % 2 ? 6 : 18)]).join('');
const made = Array.from({ length: ROWS - known.length }, (_, i) => [word(), word() + word(), `202${below(5) + 1}-${10 + below(3)}-${10 + below(18)}`, i % 2 ? 'F' : 'M', `LS${below(20) + 1} ${below(9) + 1}${'ABDEFGHJ'[below(8)]}A`]);
const csv = ['Forename,Surname,DOB,Gender,Postcode', ...known, ...made].map(r => String(r)).join('\r\n');

async function handIn(name, bytes) {
  await manager.ask('/imports/new');
  const form = new FormData();
  for (const [k, v] of Object.entries({ token: manager.token, source: 'children', 'on_day-day': '1', 'on_day-month': '11', 'on_day-year': '2026', text: '', sheet: '' })) form.append(k, v);
  form.append('file', new Blob([bytes]), name);
  const r = await fetch(s.url + '/imports/new', { method: 'POST', redirect: 'manual', body: form, headers: { cookie: [...manager.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
  must(r.status === 303, `handed in: ${r.status} ${(await r.text()).match(/error-summary[\s\S]{0,600}/)}`);
  return r.headers.get('location').match(/\d+/)[0];
}
async function until(id, status) {
  for (let i = 0; i < 1200; i++) {
    const now = sql(file, `SELECT status FROM import_list WHERE id = ${id}`);
    if (now === status) return;
    must(i < 1199, `still ${now}`);
    await new Promise(done => setTimeout(done, 100));
  }
}

async function watched(what) {
  let most = 0;
  const watch = setInterval(() => { most = Math.max(most, anonymous()); }, 10);
  await what();
  clearInterval(watch);
  if (process.env.TELL) console.log(`${most.toFixed(0)} MB at most`);
  must(most < LIMIT, `${most.toFixed(0)} MB`);
}
async function staged(name, bytes) {
  const id = await handIn(name, bytes);
  if (sql(file, `SELECT status FROM import_list WHERE id = ${id}`) === 'columns') {
    const page = await manager.ask(`/imports/${id}/columns`), fields = Object.fromEntries([...page.text.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map(m => [m[1], (m[0].match(/<option value="([^"]*)" selected/) || [])[1] || '']));
    const r = await manager.post(`/imports/${id}/columns`, fields);
    must(r.status === 303, `columns: ${r.status}`);
  }
  await until(id, 'staged');
  return id;
}

let last;
for (const [name, bytes] of [['list.csv', Buffer.from(csv)], ['list.txt', Buffer.from('\ufeff' + csv, 'utf16le')]])
  await check(`${ROWS} rows of ${name} are compared below ${LIMIT} MB`, () => watched(async () => {
    if (last) sql(file, `UPDATE import_list SET status = 'dropped' WHERE id = ${last}`);
    last = await staged(name, bytes);
    must(Number(sql(file, `SELECT count(*) FROM import_row WHERE import_id = ${last} AND kind = 'new'`)) > ROWS / 2, 'most rows are new children');
  }));
await check(`and committed and taken back below ${LIMIT} MB`, () => watched(async () => {
  const r = await manager.post(`/imports/${last}/commit`, { leave: '1' });
  must(r.status === 303, `commit: ${r.status}`);
  await until(last, 'committed');
  await manager.post(`/imports/${last}/undo`, {});
  await until(last, 'undone');
}));
end();

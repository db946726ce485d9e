// What was acknowledged stays, whatever happens to the process; and what cannot be served is refused at the start.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, must, same, end, folder, newDatabase, serve, run, sql, Visitor, plain, binary } from './house.mjs';

const file = newDatabase('lasting.db', { administrator: 'administrator@test.example' });
const url = 'sqlite:' + file;
const rate = Number(process.env.ROUNDS || 3);

// Each writer changes a person of its own, as fast as the server takes it; an answer of 303 is an acknowledgement.
const letters = 'abcdefgh';
for (const l of letters) run(['add-person', '--database', url, '--role', 'analyst', '--name', 'Penny Person', '--email', `${l}@test.example`], { input: '\n' });
const ids = Object.fromEntries(sql(file, "SELECT substr(email, 1, 1), id FROM person WHERE role = 'analyst'").split('\n').map(x => x.split('\t')));
async function keepChanging(v, letter, done, stop) {
  for (let i = 1; !stop.now; i++) {
    try {
      const r = await v.post('/people/' + ids[letter], { name: 'Penny Person', email: `${letter}@test.example`, role: 'analyst', job: 'Job ' + i, organisation: '', telephone: '' });
      if (r.status === 503 && stop.begun) return;      // said no, as a cut connection does
      if (r.status !== 303) { stop.wrong = r.status; return; }
      done[letter] = i;
    } catch { return; }
  }
}
const acknowledged = done => Object.values(done).reduce((a, b) => a + b, 0);
function nothingIsLost(done, stop) {
  const all = acknowledged(done);
  must(all > 20 && !stop.wrong, `only ${all} acknowledged, ${stop.wrong}`);
  for (const letter of letters) {
    const there = Number(sql(file, `SELECT job FROM person WHERE id = ${ids[letter]}`).replace('Job ', ''));
    must(there === done[letter] || there === done[letter] + 1, `${letter}: ${done[letter]} was acknowledged, ${there} is there`);
  }
  run(['audit', 'verify', '--database', url]);
  same(sql(file, 'PRAGMA integrity_check'), 'ok');
}
async function underLoad(server, milliseconds, how) {
  const done = {}, stop = {};
  const v = await new Visitor(server).signIn('administrator@test.example');
  const all = [...letters].map(l => keepChanging(v, l, done, stop));
  const pause = time => new Promise(r => setTimeout(r, time));
  await pause(milliseconds);
  for (let i = 0; i < 200 && acknowledged(done) <= 20 && !stop.wrong; i++) await pause(50);      // a slow machine is given its load too
  stop.begun = true;
  const e = await how();
  stop.now = true;
  await Promise.all(all);
  nothingIsLost(done, stop);
  return e;
}

for (let round = 1; round <= rate; round++)
  await check(`kill -9 under load, round ${round}: nothing acknowledged is lost`, async () => {
    const s = await serve(url, { bin: plain });
    await underLoad(s, 700 + 200 * round, () => s.kill());
  });
await check('SIGTERM lets what is under way finish', async () => {
  const s = await serve(url);
  const e = await underLoad(s, 900, () => s.stop());
  same(e.code, 0); must(!/Sanitizer|runtime error/.test(s.errors), s.errors.slice(0, 2000));
});
await check('a form sent twice does one thing', async () => {
  const s = await serve(url);
  const v = await new Visitor(s).signIn('administrator@test.example');
  const page = await v.ask('/people/new'), once = (page.text.match(/name="once" value="([^"]+)"/) || [])[1];
  must(once, 'the form has no key of its own');
  const fields = { once, name: 'Sent Twice', email: 'twice@test.example', role: 'analyst', job: '', organisation: '', telephone: '' };
  const [a, b] = await Promise.all([v.post('/people/new', fields), v.post('/people/new', fields)]);
  must(a.status < 500 && b.status < 500, `${a.status} ${b.status}`);
  same(sql(file, "SELECT count(*) FROM person WHERE email = 'twice@test.example'"), '1');
  await s.stop();
});
await check('a changed entry of the audit trail is found', async () => {
  const copy = join(folder, 'changed.db');
  copyFileSync(file, copy);
  sql(copy, "UPDATE audit SET address = '10.0.0.1' WHERE id = 2");
  must(/entry 2/.test(run(['audit', 'verify', '--database', 'sqlite:' + copy], { code: 1 }).stderr), 'not told which');
  copyFileSync(file, copy);
  sql(copy, 'DELETE FROM audit WHERE id = 3');
  run(['audit', 'verify', '--database', 'sqlite:' + copy], { code: 1 });
});

const refused = (name, database, code = 1) => check('refused at the start: ' + name, () => {
  const r = run(['serve', '--database', database, '--listen', '127.0.0.1:1'], { bin: binary, code: null });
  same(r.status, code); same(r.stderr.trim().split('\n').length, 1, r.stderr); must(r.stderr.startsWith('rightdoor: '), r.stderr);
});
writeFileSync(join(folder, 'empty.db'), '');
writeFileSync(join(folder, 'text.db'), 'this is no database, but long enough to be looked at as one. '.repeat(20));
await refused('no such file', 'sqlite:' + join(folder, 'missing.db'));
await refused('an empty file', 'sqlite:' + join(folder, 'empty.db'));
await refused('a file of something else', 'sqlite:' + join(folder, 'text.db'));
await refused('a folder', 'sqlite:' + folder);
await refused('no kind of database', 'mysql://localhost/x');
await refused('a PostgreSQL that is not there', 'postgresql://127.0.0.1:1/none');
await check('refused at the start: a schema of another program', () => {
  const copy = join(folder, 'other.db');
  copyFileSync(file, copy);
  sql(copy, "UPDATE migration SET hash = 'x' WHERE name LIKE '0001%'");
  run(['serve', '--database', 'sqlite:' + copy, '--listen', '127.0.0.1:1'], { code: 1 });
});
await check('refused at the start: no database said', () => { run(['serve'], { code: null }).status === 2 || must(false, 'exit code is 2'); });
await check('a port that is taken is told', async () => {
  const s = await serve(url);
  const r = run(['serve', '--database', url, '--listen', s.host], { code: 1 });
  must(/cannot listen/.test(r.stderr), r.stderr);
  await s.stop();
});
end();

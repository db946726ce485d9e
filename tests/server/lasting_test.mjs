// What was acknowledged stays, whatever happens to the process; and what cannot be served is refused at the start.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, must, same, end, folder, newDatabase, serve, run, sql, Visitor, plain, binary } from './house.mjs';

const file = newDatabase('lasting.db', { administrator: 'administrator@test.example' });
const url = 'sqlite:' + file;
const rate = Number(process.env.ROUNDS || 3);

// Adds people as fast as the server takes them; an answer of 303 is an acknowledgement.
async function keepAdding(v, acknowledged, name, stop) {
  for (let i = 0; !stop.now; i++) {
    const email = `${name}.${i}@test.example`;
    try {
      const r = await v.post('/people/new', { name: 'Person ' + name + i, email, role: 'analyst', job: '', organisation: '', telephone: '' });
      if (r.status === 303 || (r.status === 200 && r.text.includes(email))) acknowledged.push(email);
      else { stop.wrong = r.status; return; }
    } catch { return; }
  }
}

for (let round = 1; round <= rate; round++)
  await check(`kill -9 under load, round ${round}: nothing acknowledged is lost`, async () => {
    const s = await serve(url, { bin: plain }), acknowledged = [], stop = {};
    const v = await new Visitor(s).signIn('administrator@test.example');
    const all = Array.from({ length: 8 }, (_, i) => keepAdding(v, acknowledged, `r${round}w${i}`, stop));
    await new Promise(r => setTimeout(r, 1500));
    await s.kill();
    stop.now = true;
    await Promise.all(all);
    must(acknowledged.length > 5, `only ${acknowledged.length} acknowledged, ${stop.wrong}`);
    const there = new Set(sql(file, 'SELECT email FROM person').split('\n'));
    const lost = acknowledged.filter(e => !there.has(e));
    same(lost.length, 0, `${lost.length} of ${acknowledged.length} lost;`);
    run(['audit', 'verify', '--database', url]);
    same(sql(file, 'PRAGMA integrity_check'), 'ok');
  });

await check('SIGTERM lets what is under way finish', async () => {
  const s = await serve(url), acknowledged = [], stop = {};
  const v = await new Visitor(s).signIn('administrator@test.example');
  const all = Array.from({ length: 6 }, (_, i) => keepAdding(v, acknowledged, `t${i}`, stop));
  await new Promise(r => setTimeout(r, 800));
  const e = await s.stop();
  stop.now = true;
  await Promise.all(all);
  same(e.code, 0); must(!/Sanitizer|runtime error/.test(s.errors), s.errors.slice(0, 2000));
  const there = new Set(sql(file, 'SELECT email FROM person').split('\n'));
  same(acknowledged.filter(x => !there.has(x)).length, 0);
});
await check('a form sent twice does one thing', async () => {
  const s = await serve(url);
  const v = await new Visitor(s).signIn('administrator@test.example');
  const page = await v.ask('/people/new'), once = (page.text.match(/name="once" value="([^"]+)"/) || [])[1];
  must(once, 'the form has no key of its own');
  const fields = { once, name: 'Sent Twice', email: 'twice@test.example', role: 'analyst', job: '', organisation: '', telephone: '' };
  const [a, b] = await Promise.all([v.post('/people/new', fields), v.post('/people/new', fields)]);
  must(a.status < 400 && b.status < 400, `${a.status} ${b.status}`);
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

// Memory stays below 64 MB at the default size of the demo, whatever is asked at once (issue 2, "Speed"); a password being checked has been let go of by then.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { check, must, end, folder, serve, run, Visitor, plain } from './house.mjs';

const url = 'sqlite:' + join(folder, 'memory.db');
run(['demo', '--database', url, '--json']);
const s = await serve(url, { bin: plain });
const anonymous = () => Number(readFileSync(`/proc/${s.process.pid}/status`, 'utf8').match(/RssAnon:\s+(\d+)/)[1]) / 1024;

const officer = await new Visitor(s).signIn('officer@marchfield.example', 'demo-marchfield-2026'), manager = await new Visitor(s).signIn('manager@marchfield.example', 'demo-marchfield-2026');
const child = (await officer.ask('/children')).text.match(/\/children\/\d+/)[0];
const get = (visitor, path) => new Promise(done => {
  const r = http.get(s.url + path, { agent: false, headers: { cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } }, a => { a.resume(); a.on('end', () => done(a.statusCode)); });
  r.on('error', () => done(0));
});

await check('400 people at once: below 64 MB, and all are answered', async () => {
  const paths = [[officer, child], [officer, '/'], [manager, '/oversight'], [manager, '/children'], [officer, '/watch'], [officer, '/school-starters'], [officer, '/requests']];
  let most = 0, answered = 0;
  for (let round = 0; round < 3; round++) {
    const all = Array.from({ length: 400 }, (_, i) => get(...paths[i % paths.length]));
    const watch = setInterval(() => { most = Math.max(most, anonymous()); }, 20);
    answered += (await Promise.all(all)).filter(status => status === 200).length;
    clearInterval(watch);
    most = Math.max(most, anonymous());
  }
  must(answered === 1200, `${answered} of 1200 were answered`);
  must(most < 64, `${most.toFixed(0)} MB`);
  if (process.env.TELL) console.log(`${most.toFixed(0)} MB at most`);
});
end();

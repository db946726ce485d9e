// The service is killed while an e-mail goes to a real mail server on loopback: before its last bytes it goes again at
// once; after them it may have been sent, so it is shown as that and does not go again by itself for an hour.
import net from 'node:net';
import { check, must, same, end, newDatabase, serve, sql, Visitor } from './house.mjs';

// A mail server that does as AT says when the head of the message, or all of it, has come.
const mails = [];
let at = { head: () => {}, all: socket => socket.write('250 taken\r\n') };
const sink = net.createServer(socket => {
  let data = null;
  socket.write('220 loopback\r\n');
  socket.on('error', () => {});
  socket.on('data', bytes => {
    const text = bytes.toString('latin1');
    if (data === null) {
      if (/^DATA/i.test(text)) { data = ''; at.head(socket); socket.write('354 go on\r\n'); } else socket.write(/^QUIT/i.test(text) ? '221 bye\r\n' : '250 yes\r\n');
      return;
    }
    data += text;
    if (!data.endsWith('\r\n.\r\n')) return;
    mails.push({ id: data.match(/^Message-ID: (.*)\r$/mi)[1], text: data });
    data = null;
    at.all(socket);
  });
});
await new Promise(done => sink.listen(0, '127.0.0.1', done));
const file = newDatabase('mail.db', { administrator: 'administrator@test.example' }), start = () => serve('sqlite:' + file, { args: ['--mail', 'smtp', '--smtp-url', 'smtp://127.0.0.1:' + sink.address().port] });
const later = async (what, words) => { for (let i = 0; i < 200; i++) { if (what()) return; await new Promise(r => setTimeout(r, 50)); } must(false, words); };
const notice = () => sql(file, 'SELECT status, given_at > 0, unsure_at > 0 FROM notice ORDER BY id DESC LIMIT 1');
const leave = once => sql(file, `INSERT INTO notice (id, to_address, kind, path, once_key, status, next_try_at, made_at) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM notice), 'a@test.example', 'request decided', '/requests/1', '${once}', 'waiting', 0, 1)`);
// Killed the moment that the mail server has come to WHERE; nothing is answered.
async function killedAt(where) {
  const s = await start(), before = mails.length;
  let killed;
  at = { head: () => {}, all: () => {}, [where]: () => { killed = s.kill(); } };
  leave('killed at ' + where);
  await later(() => killed, 'no e-mail came');
  await killed;
  at = { head: () => {}, all: socket => socket.write('250 taken\r\n') };
  return before;
}

await check('killed before the last bytes: it goes again when the service is back, once', async () => {
  const before = await killedAt('head'), s = await start();
  await later(() => notice() === 'sent\t1\t0', 'it did not go: ' + notice());
  same(mails.length - before, 1);
  same((await s.stop()).code, 0);
});
await check('killed after the last bytes: it may have been sent, is shown so, and does not go by itself within the hour', async () => {
  const before = await killedAt('all'), s = await start();
  same(mails.length - before, 1);
  await later(() => notice() === 'waiting\t1\t1', 'it is not marked: ' + notice());
  const administrator = await new Visitor(s).signIn('administrator@test.example'), page = await administrator.ask('/notices?status=unsure');
  must(/may have been sent<\/strong>/.test(page.text) && /Goes once more after/.test(page.text), 'the page does not say so');
  await new Promise(r => setTimeout(r, 5000));
  same(mails.length - before, 1, 'it went twice');
  sql(file, 'UPDATE notice SET next_try_at = 0 WHERE unsure_at > 0');        // an hour later
  await later(() => notice() === 'sent\t1\t1', 'it did not go once more: ' + notice());
  same(mails.length - before, 2);
  same(mails.at(-1).id, mails.at(-2).id, 'Message-ID');
  must(/It may have come twice/.test((await administrator.ask('/notices')).text), 'the page does not say that it may have come twice');
  const stopped = await s.stop();
  same(stopped.code, 0);
  must(!/Sanitizer|runtime error/.test(s.errors), s.errors.slice(0, 2000));
});
sink.close();
end();

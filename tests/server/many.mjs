// Many requests at once, by sockets that stay open: a client so cheap that the server is what is measured, or flooded.
import net from 'node:net';

export const get = (server, path, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${server.host}\r\n${more}\r\n`;
export function post(server, path, fields, more = '') {
  const body = fields instanceof URLSearchParams ? fields.toString() : new URLSearchParams(fields).toString();
  return `POST ${path} HTTP/1.1\r\nHost: ${server.host}\r\n${more}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const header = (head, name) => (head.match(new RegExp(`^${name}: (.*)$`, 'mi')) || [])[1] || '';
function answerOf(head, body, began) {
  return { status: Number(head.slice(9, 12)), head, body, to: header(head, 'location'), visit: (head.match(/^set-cookie: visit=([0-9a-f]+)/mi) || [])[1], ms: Number(process.hrtime.bigint() - began) / 1e6 };
}

// One connection: NEXT(answer to the one before, null at first) says what to send; null ends it.
function talk(server, next, from) {
  return new Promise((done, failed) => {
    const c = net.connect({ port: server.port, host: '127.0.0.1', noDelay: true, localAddress: from });
    let got = Buffer.alloc(0), began;
    const send = last => {
      const bytes = next(last);
      if (bytes === null) { c.destroy(); done(); return; }
      began = process.hrtime.bigint();
      c.write(bytes);
    };
    c.on('connect', () => send(null)).on('error', failed).on('close', () => failed(new Error('the server closed the connection')));
    c.on('data', bytes => {
      got = got.length ? Buffer.concat([got, bytes]) : bytes;
      const end = got.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = got.toString('latin1', 0, end), whole = end + 4 + Number(header(head, 'content-length') || 0);
      if (got.length < whole) return;
      const answer = answerOf(head, got.toString('utf8', end + 4, whole), began);
      got = got.subarray(whole);
      send(answer);
    });
  });
}
// START() makes the NEXT of each connection; FROM is the address that they come from.
export const many = (server, connections, start, from = '127.0.0.1') => Promise.all(Array.from({ length: connections }, () => talk(server, start(), from)));

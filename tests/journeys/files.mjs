// Reports and photos by the public form: a real file of each kind, made by the programs that people use, is taken and comes out as it went in; what is something else is refused in words.
import { readFileSync } from 'node:fs';
import { deflateRawSync, crc32 } from 'node:zlib';
import { check, must, same } from '../server/house.mjs';
import { as, inDatabase, phone } from './people.mjs';
import { askForSupport } from './form.mjs';
import { complaint, errors, main } from './steps.mjs';

const sample = name => ({ name, mimeType: 'application/octet-stream', buffer: readFileSync(new URL('../samples/files/' + name, import.meta.url)) });
const good = { 'photo.heic': 'image/heic', 'photo.jpg': 'image/jpeg', 'photo.png': 'image/png', 'report.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'report.pdf': 'application/pdf' };
const bytes = (name, what) => ({ name, mimeType: 'image/png', buffer: Buffer.from(what) });

// An archive with the parts of a document, one of which unpacks to MEGABYTES of nothing.
function bomb(megabytes) {
  const parts = [['[Content_Types].xml', Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')], ['word/document.xml', Buffer.alloc(megabytes << 20)]], local = [], central = [];
  let at = 0;
  for (const [name, data] of parts) {
    const packed = deflateRawSync(data, { level: 9 }), head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0); head.writeUInt16LE(8, 4); head.writeUInt32LE(crc32 ? crc32(data) : 0, 10); head.writeUInt32LE(packed.length, 14); head.writeUInt32LE(data.length, 18); head.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, Buffer.from(name));
    local.push(Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(central), end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1'); end.writeUInt16LE(2, 8); end.writeUInt16LE(2, 10); end.writeUInt32LE(list.length, 12); end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}
const docx = sample('report.docx').buffer, png = sample('photo.png').buffer, pdf = sample('report.pdf').buffer;
const refused = [
  [bytes('empty.pdf', ''), 'empty.pdf: This file is empty'],
  [bytes('page.jpg', '<html><script>alert(1)</script></html>'), 'page.jpg: We take PDF, Word'],
  [bytes('program.docx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])), 'program.docx: We take PDF, Word'],
  [bytes('two.pdf', Buffer.concat([pdf, docx])), 'two.pdf: '],
  [bytes('bomb.docx', bomb(200)), 'bomb.docx: This document unpacks to far more'],
  [bytes('cut.docx', docx.subarray(0, docx.length >> 1)), 'cut.docx: '],
  [bytes('cut.png', png.subarray(0, png.length - 20)), 'cut.png: This picture is not complete'],
  [{ ...bytes('large.png', Buffer.alloc((10 << 20) + 1)) }, 'large.png: This file is larger than 10 MB'],
];

async function choose(page, files) {
  await page.locator('input[type=file]').setInputFiles(files);
  await page.locator('button[name=more]').click();
  await page.waitForLoadState();
}
const added = page => page.locator('form[action="/ask/files/remove"]').count();
// On the page of files: everything hostile first, then one whose name is far too long, then the five kinds at once.
async function atFiles(page) {
  for (const [file, words] of refused) {
    await choose(page, [file]);
    must(await errors(page) === 1 && (await complaint(page)).includes(words), `${file.name}: ${await complaint(page) || 'was taken'}`);
  }
  same(await added(page), 0, 'what was refused is kept');
  await choose(page, [{ ...sample('report.pdf'), name: 'n'.repeat(230) + '.pdf' }]);
  must(await errors(page) === 0, await complaint(page));
  same(Number(inDatabase('SELECT max(length(name)) FROM file')) <= 100, true, 'a name too long is cut');
  await page.locator('form[action="/ask/files/remove"] button').click();
  await choose(page, Object.keys(good).map(sample));
  must(await errors(page) === 0, await complaint(page));
  for (const name of Object.keys(good)) must((await main(page)).includes(name), name + ' is not there');
  same(await added(page), 5);
  await page.locator('form[enctype] button:not([name])').click();        // five are all that can be chosen: on
}

let reference;
await check('a real HEIC, JPEG, PNG, DOCX and PDF come with the public form, and hostile files are refused in words', () => as(null, { size: phone, javaScript: false }, async page => {
  let seen = false;
  ({ reference } = await askForSupport(page, { at: async () => { if (!seen && page.url().endsWith('/ask/files')) { seen = true; await atFiles(page); } } }));
  must(seen, 'no files were asked for');
}));
await check('the officer gets each of them as it was sent, as a download of the kind that it is', () => as('officer', {}, async page => {
  must(reference, 'nothing was sent');
  await page.goto('/requests/' + inDatabase(`SELECT id FROM request WHERE reference = '${reference}'`));
  for (const [name, type] of Object.entries(good)) {
    const r = await page.request.get(await page.getByRole('link', { name, exact: true }).first().getAttribute('href')), head = r.headers();
    same(r.status(), 200, name);
    same(head['content-type'], type, name);
    must(/^attachment/.test(head['content-disposition']) && head['x-content-type-options'] === 'nosniff', `${name} may be opened in the page`);
    must((await r.body()).equals(sample(name).buffer), `${name} is not what was sent`);
  }
}));

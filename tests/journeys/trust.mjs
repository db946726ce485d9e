// A health trust's list of section 23 notifications, end to end: handed in as their system writes it, matched, looked at, committed; each
// row stands in the queue as a request with its duties, has a reference in the file for the trust, and the notifier a link to follow it.
import { readFileSync } from 'node:fs';
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, phone } from './people.mjs';
import { complaint, errors, main, open, pathOf, reads } from './steps.mjs';

const list = family => Buffer.from(`\ufeffWye Valley Community Health,,,,,,,,,\r\nNHS No,Surname,Forename,D.O.B.,Post Code,Reason for notification,Health visitor,Trust,Notifier email,Parent informed\r\n`
  + `,${family},Nadia,27/03/2024,MF1 2AB,"Does not sit yet, and does not babble",Hana Health,Wye Trust,hana.${family.toLowerCase()}@trust.example,13/11/2026\r\n`
  + `,${family},Olu,14/04/2025,MF2 3AB,Hearing loss found at the newborn screen,Hana Health,Wye Trust,,\r\n,${family},Kit,31/02/2024,MF2 3AB,Slow to walk,Hana Health,Wye Trust,,\r\n`);

for (const { javaScript, how } of both)
  await check(`a trust's list of notifications becomes requests with receipts, ${how}`, async () => {
    const family = javaScript ? 'Uskward' : 'Tregarth', told = () => inDatabase(`SELECT group_concat(kind || '|' || status, ' ') FROM request WHERE family_name = '${family}'`);
    let path;
    await as('manager', { javaScript, size: javaScript ? undefined : phone }, async page => {
      await open(page, '/imports/new');
      await page.getByLabel(/^Health notifications/).check();
      await page.locator('input[type=file]').setInputFiles({ name: 'section23.csv', mimeType: 'text/csv', buffer: list(family) });
      await page.getByRole('button', { name: 'Hand it in' }).click();
      if (/columns$/.test(page.url())) await page.getByRole('button', { name: 'Compare with the register' }).click();
      must(await errors(page) === 0, await complaint(page));
      path = pathOf(page);
      const stands = async words => { for (let i = 0; i < 100 && !(await page.locator('h1').innerText()).includes(words); i++) await page.goto(path); await reads(page, words); };
      await stands('To be looked at');
      same(told(), '', 'written before it was committed:');
      await reads(page, 'Download the wrong rows');
      await page.getByRole('button', { name: 'Commit the list' }).click();
      await stands('In the register');
      same(told(), 'notification|waiting notification|waiting');
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the receipts (CSV)' }).click()]);
      const receipts = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
      same(receipts.length, 3, receipts.join('\n'));
      must(/^3,RD-\w{4}-\w{4},\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,$/.test(receipts[1]) && /^4,RD-.*On which day was the parent told/.test(receipts[2]) && !receipts.join().includes(family), receipts.join('\n'));
    });
    same(inDatabase(`SELECT count(*) FROM notice WHERE kind = 'request received' AND to_address = 'hana.${family.toLowerCase()}@trust.example'`), '1', 'the notifier is told:');
    await as('officer', { javaScript }, async page => {
      await open(page, '/requests/' + inDatabase(`SELECT id FROM request WHERE family_name = '${family}' AND given_name = 'Olu'`));
      await reads(page, 'Olu', 'otification', 'Hearing loss found at the newborn screen', 'Health has notified us', 'section 23');
    });
    await as('manager', { javaScript }, async page => {
      await open(page, path);
      await page.getByRole('button', { name: 'Take the list back' }).click();
      for (let i = 0; i < 100 && !(await main(page)).includes('Taken back'); i++) await page.goto(path);
      same(told(), '', 'after it was taken back:');
    });
  });

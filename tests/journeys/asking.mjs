// A parent asks at the public door on a phone, an officer answers, the parent reads it by a link that ends and can be ended.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, phone, server } from './people.mjs';
import { asked, askForSupport } from './form.mjs';
import { answer, main, open, pathOf, reads } from './steps.mjs';

async function decide(page, reference) {
  await page.goto('/requests');
  // the queue names the child; the reference stands on the request itself
  const found = page.locator('main a[href^="/requests/"]').filter({ hasText: asked.family_name }).first();
  for (let i = 0; i < 20 && !await found.count(); i++) {
    const more = page.getByRole('link', { name: /Next/ }).first();
    if (!await more.count()) break;
    await more.click();
  }
  must(await found.count(), reference + ' is not in the triage list');
  await found.click();
  const request = pathOf(page);
  must((await main(page)).includes(reference), 'the request found is another one');
  await open(page, request + '/accept');
  await answer(page, { child: 'new', words: 'Sarah will telephone you this week and visit you at home.' });
}

for (const { javaScript, how } of both) {
  let sent;
  await check(`a parent asks for support on a phone, ${how}`, () => as(null, { size: phone, javaScript }, async page => {
    sent = await askForSupport(page);
    must(/next/i.test(sent.told), 'does not say what happens next');
    same(page.complaints.join(), '');
  }));
  await check(`an officer decides, ${how}`, () => as('officer', { javaScript }, async page => {
    must(sent, 'nothing was sent');
    await decide(page, sent.reference);
  }));
  await check(`the parent reads the decision by the link, ${how}`, () => as(null, { size: phone, javaScript }, async page => {
    must(sent, 'nothing was sent');
    await open(page, sent.follow);
    await reads(page, 'Sarah will telephone you this week');
  }));
  await check(`a link that was ended or has run out says so kindly, and an officer makes another, ${how}`, async () => {
    must(sent, 'nothing was sent');
    const request = inDatabase(`SELECT id FROM request WHERE reference = '${sent.reference}'`);
    let link;
    const make = () => as('officer', { javaScript }, async page => {
      await open(page, '/requests/' + request);
      await page.getByRole('button', { name: 'Make a new link' }).click();
      link = (await main(page)).match(/\/follow\/[0-9a-f]+/)[0];
    });
    await as(null, { size: phone, javaScript }, async page => {
      await open(page, sent.follow);
      await page.getByRole('button', { name: 'End this link' }).click();
      await open(page, sent.follow, 404);
      await reads(page, 'This link does not work', 'Your request is not lost', 'Telephone');
    });
    await make();
    await as(null, { size: phone, javaScript }, async page => {
      await open(page, link);
      await reads(page, 'Sarah will telephone you this week');
      inDatabase(`UPDATE follow_link SET expires_at = 1 WHERE request_id = ${request}`);
      await open(page, link, 404);
      await reads(page, 'This link does not work');
      await open(page, link.slice(0, -4) + '0000', 404);
    });
  });
}

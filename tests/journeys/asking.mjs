// A parent asks at the public door on a phone, an officer answers, the parent reads it by a link that ends and can be ended.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, phone, server } from './people.mjs';
import { answer, complaint, errors, fill, main, open, pathOf, reads, send } from './steps.mjs';

const asked = {
  who: 'parent', asker: 'parent', given_name: 'Zofia', family_name: "O'Malley-Żak", 'born_on-day': '7', 'born_on-month': '3', 'born_on-year': '2024',
  address: '1 Test Road', postcode: 'HR1 2AB', attends: 'no', concern: 'talking', words_talking: 'She says few words.', going_well: 'She loves music.',
  asker_name: 'Maria Żak', asker_relationship: 'mother', asker_telephone: '01632 960 123', asker_email: 'maria@test.example', contact_by: 'telephone', has_read: '*', has_responsibility: 'yes',
};

export async function askForSupport(page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Ask for support' }).click();
  must(/danger|999/i.test(await main(page)), 'the first page does not say what to do in danger');
  await page.locator('main a.govuk-button, main form button:not(.govuk-button--secondary)').first().click();
  for (let i = 0; i < 30 && !/\/ask\/check/.test(page.url()); i++) {
    const at = page.url(), form = await fill(page, asked);
    await send(page, form);
    must(await errors(page) === 0, `${at}: ${await complaint(page)}`);
    must(page.url() !== at || await page.locator('h1').count(), `stuck at ${at}`);
  }
  must(/\/ask\/check/.test(page.url()), 'never came to check the answers: ' + page.url());
  await reads(page, "O'Malley-Żak");
  await page.locator('main form button:not(.govuk-button--secondary)').last().click();
  const told = await main(page), reference = (told.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/) || [])[0];
  must(reference, 'no reference: ' + told.slice(0, 200));
  must(/next/i.test(told), 'does not say what happens next');
  const link = await page.locator('main a[href*="/follow/"]').first().getAttribute('href').catch(() => page.url());
  return { reference, follow: new URL(link, server.url).pathname.replace(/\/sent$/, '') };
}

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

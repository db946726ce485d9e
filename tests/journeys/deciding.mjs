// The officer's four ways to answer, each read back by who asked, in plain words and with the name of who helps next.
import { check, must, same } from '../server/house.mjs';
import { as, both } from './people.mjs';
import { answer, day, daysFromNow, main, open, pathOf, reads } from './steps.mjs';

const about = (given_name, family_name) => ({
  given_name, family_name, 'born_on-day': '9', 'born_on-month': '9', 'born_on-year': '2023', sex: 'M', concern: 'playing', words_playing: 'He plays beside others, not with them.',
  wants: '*', is_agreed: 'yes', parent_name: 'Dee Walker',
});
const ways = [
  { path: 'accept', says: 'Sarah visits the nursery on Friday.', with: { child: 'new' }, next: /Who helps next\s+\w+/, status: 'Accepted' },
  { path: 'pass-on', says: 'The speech therapists see him next week.', with: { contact: 'other', contact_name: 'Jo March', handover: 'PRIVATE: we agreed a joint visit.' }, next: /Jo March/, status: 'Waiting for an answer' },      // until the partner says yes
  { path: 'advise', says: 'Try the Tuesday group at the family hub.', with: {}, next: /Who helps next\s+\S+/, status: 'Advice' },
  { path: 'join', says: 'Sarah works with you already and has added this.', with: { child: '*' }, next: /Who helps next\s+\w+/, status: 'Joined' },
];

for (const { javaScript, how } of both)
  for (const way of ways)
    await check(`an officer answers by "${way.path}", and the practitioner reads it, ${how}`, async () => {
      // the child to join to is the one that was accepted before
      const given = way.path === 'join' || way.path === 'accept' ? 'Rafe' : 'Ned', family = `Wayfarer-${javaScript ? 'Script' : 'Plain'}`;
      let request;
      await as('practitioner', { javaScript }, async page => {
        await open(page, '/requests/new');
        await answer(page, about(given, family), page.locator('main form').last());
        request = pathOf(page);
        await reads(page, 'There is an answer by');
      });
      await as('officer', { javaScript }, async page => {
        await open(page, request);
        await reads(page, 'Suggested', 'Every way names who helps next');
        await open(page, `${request}/${way.path}`);
        must((await page.locator('[name=words]').inputValue()).startsWith('Dear Hannah Weaver'), 'no words to begin from');
        await answer(page, { words: way.says, ...way.with, ...day('next_on', daysFromNow(14)) });
        same(pathOf(page), request);
      });
      await as('practitioner', { javaScript }, async page => {
        await open(page, request);
        const told = await main(page);
        must(told.includes(way.says), 'the words are not told: ' + told.slice(0, 300));
        must(way.next.test(told), 'does not say who helps next: ' + told.slice(0, 400));
        must(!/PRIVATE/.test(told) && !/reject|refus|decline/i.test(told), 'says what it must not');
        await open(page, '/requests/mine');
        await reads(page, `${given} ${family}`, way.status);
      });
    });

await check('two officers answer one request: the second is told what the first decided', async () => {
  let request;
  await as('practitioner', {}, async page => {
    await open(page, '/requests/new');
    await answer(page, about('Una', 'Twice'), page.locator('main form').last());
    request = pathOf(page);
  });
  await as('officer', {}, first => as('manager', {}, async second => {
    for (const page of [first, second]) await open(page, request + '/advise');
    await answer(first, { words: 'The group on Tuesday.' });
    await second.locator('[name=words]').fill('Other words.');
    await second.getByRole('button', { name: 'Send the advice' }).click();
    await reads(second, 'Somebody else decided first', 'Sarah Gwilliam', 'Nothing of what you wrote was sent');
  }));
});

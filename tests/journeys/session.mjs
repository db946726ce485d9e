// Signing in and out of every role, the errors of a form, the time-out and its warning.
import { check, must, same } from '../server/house.mjs';
import { as, both, desk, everybody, inDatabase, person, phone } from './people.mjs';
import { errors, main, open, reads } from './steps.mjs';

for (const { javaScript, how } of both) {
  await check(`a form with everything missing says so and keeps what was typed, ${how}`, () => as(null, { size: phone, javaScript }, async page => {
    await page.goto('/sign-in');
    await page.getByLabel('Email address').fill('someone@test.example');
    await page.getByRole('button', { name: 'Sign in' }).click();
    same(await errors(page), 1);
    same(await page.getByLabel('Email address').inputValue(), 'someone@test.example');
    must((await page.title()).startsWith('Error: '), 'the title does not say it');
  }));
  for (const who of everybody)
    await check(`${who.role} signs in, sees today, signs out, ${how}`, () => as(who, { size: who.role === 'parent' ? phone : desk, javaScript }, async page => {
      must(/today/i.test(await page.locator('h1').innerText()), 'home is not about today');
      await page.getByRole('button', { name: 'Sign out' }).click();
      must(page.url().endsWith('/signed-out'), page.url());
      await page.goto('/children');
      must(page.url().endsWith('/sign-in'), 'still signed in');
    }));
  await check(`an officer reads a child's page and who looked, ${how}`, () => as('officer', { javaScript }, async page => {
    await page.goto('/children');
    const child = (await page.locator('main a').evaluateAll(as => as.map(a => a.getAttribute('href')))).find(h => /^\/children\/\d+$/.test(h));
    await open(page, child);
    await open(page, child + '/access');
    must((await main(page)).includes('You'), 'the view is not in the audit trail');
  }));
  await check(`after half an hour without use one signs in again and comes back to the same page, ${how}`, () => as('officer', { javaScript }, async page => {
    inDatabase(`UPDATE session SET last_used_at = last_used_at - 31 * 60000 WHERE person_id = (SELECT id FROM person WHERE email = '${person('officer').email}')`);
    await page.goto('/watch');
    must(page.url().endsWith('/sign-in'), 'the session did not end');
    await page.getByLabel('Email address').fill(person('officer').email);
    await page.getByLabel('Password', { exact: true }).fill(person('officer').password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    must(page.url().endsWith('/watch'), 'came back to ' + page.url());
  }));
}

// JavaScript only: without it the session just ends, as above.
async function nearTheEnd(page) {
  await page.clock.install();
  await page.goto('/children');
  await page.clock.runFor('28:30');
  const dialog = page.locator('#rd-timeout');
  await dialog.waitFor({ state: 'visible' });
  must(/2/.test(await dialog.locator('[data-minutes-left]').innerText()), 'does not say how long is left');
  return dialog;
}
await check('two minutes before the session ends one is warned, and stays by the keyboard', () => as('officer', {}, async page => {
  const dialog = await nearTheEnd(page);
  same(await page.evaluate(() => document.activeElement.textContent), 'Stay signed in', 'the focus is not on the way to stay:');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.goto('/children');
  must(page.url().endsWith('/children'), 'signed out all the same');
}));
await check('signing out from the warning ends the session itself', () => as('officer', {}, async page => {
  const token = (await page.context().cookies()).find(c => c.name === 'session');
  const dialog = await nearTheEnd(page);
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/signed-out');
  await page.context().addCookies([token]);            // somebody kept the cookie
  await page.goto('/children');
  must(page.url().endsWith('/sign-in'), 'the session goes on');
}));
await check('whoever does not answer the warning is taken off the page', () => as('officer', {}, async page => {
  await nearTheEnd(page);
  await page.clock.runFor('02:00');
  await page.waitForURL('**/signed-out');
  await reads(page, 'signed out');
}));

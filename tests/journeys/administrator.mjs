// An administrator adds somebody, who signs in with the password shown once; the authority gets a name, a colour, a logo.
import { fileURLToPath } from 'node:url';
import { check, must, same } from '../server/house.mjs';
import { as, both } from './people.mjs';
import { answer, main, open, pathOf, reads } from './steps.mjs';

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');

for (const { javaScript, how } of both) {
  await check(`an administrator adds a person, who signs in, until they are stopped, ${how}`, async () => {
    const email = `new.${javaScript ? 'one' : 'two'}@marchfield.example`;
    let password, id;
    await as('administrator', { javaScript }, async page => {
      await open(page, '/people/new');
      await answer(page, { name: "Siân O'Dowd-Nguyễn", email, role: 'officer', job: 'Inclusion officer', setting: '' });
      await reads(page, "A password for Siân O'Dowd-Nguyễn", email, 'shown only now');
      password = await page.locator('main code').innerText();
    });
    await as({ email, password }, { javaScript }, page => reads(page, 'What needs you today'));
    await as('administrator', { javaScript }, async page => {
      await open(page, '/people/new');
      await page.locator('[name=name]').fill('Somebody Else');
      await page.locator('[name=email]').fill(email);
      await page.locator('[name=role][value=health]').check();
      await page.getByRole('button', { name: 'Add this person' }).click();
      await reads(page, 'There is a problem', 'already');
      same(await page.locator('[name=name]').inputValue(), 'Somebody Else');
      await open(page, '/people');
      for (let i = 0; i < 10 && !await page.getByRole('link', { name: /^Siân/ }).count(); i++) await page.getByRole('link', { name: /Next/ }).click();
      await page.getByRole('link', { name: /^Siân/ }).last().click();
      id = pathOf(page);
      await page.getByRole('button', { name: 'Stop them signing in' }).click();
      await open(page, id);
      await reads(page, 'Cannot sign in');
      await open(page, '/children', 404);           // no children by default
    });
    await as(null, { javaScript }, async page => {
      await open(page, '/sign-in');
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await reads(page, 'is not right');
    });
  });
  await check(`the authority's name and colour are changed, and a wrong colour is refused, ${how}`, () => as('administrator', { javaScript }, async page => {
    await open(page, '/authority');
    const before = await page.locator('[name=name]').inputValue();
    await page.locator('[name=colour]').fill('dark blue');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    must(/There is a problem/.test(await main(page)), 'a colour that is none was taken');
    same(await page.locator('[name=colour]').inputValue(), 'dark blue');
    await answer(page, { name: "Test & Vale's Council", colour: '#3b1e77' }, page.locator('form[action="/authority"]'));
    must((await page.locator('header').innerText()).includes("Test & Vale's Council"), 'the name is not in the header');
    await open(page, '/');
    same(await page.locator('.rd-header').evaluate(e => getComputedStyle(e).backgroundColor), 'rgb(59, 30, 119)');
    await open(page, '/authority');
    await answer(page, { name: before, colour: '#00594c' }, page.locator('form[action="/authority"]'));
  }));
  await check(`a logo is sent, stands on every page, and is taken out again, ${how}`, () => as('administrator', { javaScript }, async page => {
    const logo = page.locator('header img.rd-header__logo');
    await open(page, '/authority');
    await page.locator('#logo').setInputFiles(fileURLToPath(import.meta.url));       // this file is no picture
    await page.getByRole('button', { name: 'Save the logo' }).click();
    await reads(page, 'The logo must be a picture');
    await page.locator('#logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: 'Save the logo' }).click();
    await open(page, '/');
    same(await logo.evaluate(e => e.complete && e.naturalWidth), 1, 'the width of the picture');
    await open(page, '/authority');
    await page.getByRole('button', { name: 'Take out the logo' }).click();
    same(await logo.count(), 0);
  }));
}

// What the server would say of a note (app/visit/note.c, app/action/rows.c), as far as it can be said without it. The
// server stays the judge: what passes here may still be refused there, and is kept then.
const time = /^\s*(([01]?\d|2[0-3])([:.][0-5]\d)?|(0?[1-9]|1[0-2])([:.][0-5]\d)?\s*[ap]m)\s*$/i;

// The Date of a day's three boxes; null if they are empty, NaN if they say no day.
function dayOf(value, name) {
  const [day, month, year] = ['day', 'month', 'year'].map((p) => value(`${name}-${p}`));
  if (!day && !month && !year) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return /^\d{4}$/.test(year) && date.getDate() === Number(day) && date.getMonth() === Number(month) - 1 ? date : NaN;
}

// FRESH: what its boxes began with were the words of a template, which are no note.
export function faults(form, then, fresh) {
  const value = (name) => (form.elements[name]?.value || '').trim();
  const found = [];
  const say = (name, words) => found.push({ name, words });
  const isFinished = then !== 'later';
  const held = dayOf(value, 'held_on');
  const today = new Date(new Date().toDateString());
  if (held === null && isFinished) say('held_on', 'Enter the day on which it was');
  else if (Number.isNaN(held)) say('held_on', 'The day must be a real day, like 24 11 2026');
  else if (held > today) say('held_on', 'The day cannot be after today');
  const says = (name) => value(name) && !(fresh && value(name) === form.elements[name].defaultValue.trim());
  if (isFinished && !says('observations') && !says('said') && !says('advice')) say('observations', 'Write what you saw, or what was said');
  const next = dayOf(value, 'next_on');
  if (Number.isNaN(next)) say('next_on', 'The day of the next visit must be a real day');
  else if (next && next < today) say('next_on', 'The next visit must be today or later');
  if (value('next_time') && !time.test(value('next_time'))) say('next_time', 'Enter a time like 9:30am or 14:00');
  if (value('next_time') && next === null) say('next_on', 'Enter the day of the next visit');
  for (let n = 1; form.elements[`a${n}_what`]; n += 1) {
    const [what, owner, words] = ['what', 'owner', 'owner_words'].map((p) => value(`a${n}_${p}`));
    const due = dayOf(value, `a${n}_due_on`);
    if (!what && !owner && !words && due === null) continue;
    if (!what) say(`a${n}_what`, `Action ${n}: say what is to be done, or empty all its boxes`);
    if (!owner && !words) say(`a${n}_owner`, `Action ${n}: say who does it`);
    if (owner === 'other' && !words) say(`a${n}_owner_words`, `Action ${n}: say who the somebody else is`);
    if (Number.isNaN(due)) say(`a${n}_due_on`, `Action ${n}: the day must be a real day`);
  }
  return found;
}

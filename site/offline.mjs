// Visits taken along: taking them (the page /field) and writing without signal (the page /offline). Loaded by these two
// pages only; what it keeps and how stands in own/store.mjs. The words and the key live in this page and nowhere else.
import { take } from './own/take.mjs';
import { write } from './own/write.mjs';

const taking = document.querySelector('form[data-take]');
const writing = document.querySelector('[data-offline]');
if (taking) take(taking);
if (writing) write(writing);

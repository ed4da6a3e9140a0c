// The search page writes dates with the browser's words, all other pages with the theme's: both must
// be the same.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** The group `name` of a words file. @type {(language: string, name: string) => string} */
const group = (language, name) => {
  const file = new URL(`../../themes/broadsheet/words/${language}.yaml`, import.meta.url);
  const [, text] = readFileSync(file, 'utf8').split(`\n${name}:`);
  return text.split(/\n(?=[a-z])/)[0];
};

for (const [language, locale] of [
  ['en', 'en-GB'],
  ['de', 'de'],
  ['zh', 'zh'],
])
  test(`${language}: short dates are the browser's`, () => {
    const names = group(language, 'months_short');
    const pattern = /medium: "(.*)"/.exec(group(language, 'date'))?.[1] ?? '';
    months.forEach((month, i) => {
      const name = new RegExp(`${month}: "?([^,"}\n]*)`).exec(names)?.[1] ?? '';
      const written = pattern
        .replace('{day}', '3')
        .replace('{month_short}', name)
        .replace('{year}', '2026');
      const shown = new Date(Date.UTC(2026, i, 3)).toLocaleDateString(locale, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      });
      assert.equal(written, shown);
    });
  });

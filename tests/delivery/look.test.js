// The HTML of mails in Chromium, as wide as a telephone and as a reading pane, light and dark, in each theme and language.
// SHOTS=folder keeps pictures.

import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {simpleParser} from 'mailparser';
import {launch, openPage} from '../browser/support/chromium.js';
import {Project, day, digestOf} from './support/project.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Project[]} */
const projects = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  for (const one of projects) one.remove();
});

/** The HTML of the mail of a day. */
async function mailOf(/** @type {Project} */ project, /** @type {string} */ date) {
  const ran = await project.run(['mail', date, '--dry-run']);
  assert.equal(ran.code, 0, ran.output);
  const eml = project.read(`.broadsheet/mail/${date}.eml`);
  const mail = await simpleParser(eml);
  return {html: String(mail.html), text: mail.text ?? '', bytes: eml.length};
}

async function look(
  /** @type {string} */ html,
  /** @type {number} */ width,
  /** @type {'light' | 'dark'} */ colorScheme,
  /** @type {string} */ name,
) {
  const {context, page, complaints} = await openPage(browser, 'http://nowhere.example', {
    viewport: {width, height: 900},
    colorScheme,
  });
  await page.setContent(html);
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - window.innerWidth,
    paper: getComputedStyle(document.body).backgroundColor,
    small: [...document.querySelectorAll('p, td, h1, h2, h3, div')]
      .filter(one => one.textContent?.trim() && one.getBoundingClientRect().height > 0)
      .map(one => parseFloat(getComputedStyle(one).fontSize))
      .reduce((a, b) => Math.min(a, b), 99),
  }));
  await page.evaluate(axe);
  const contrast = await page.evaluate(async () => {
    const result = await /** @type {any} */ (window).axe.run({
      runOnly: ['color-contrast', 'link-name', 'document-title', 'html-has-lang', 'heading-order'],
    });
    return result.violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes[0].html}`);
  });
  if (process.env.SHOTS) {
    await page.screenshot({
      path: join(process.env.SHOTS, `${name}-${width}-${colorScheme}.png`),
      fullPage: true,
    });
  }
  await context.close();
  assert.deepEqual(complaints, [], name);
  assert.deepEqual(contrast, [], `${name} ${width} ${colorScheme}`);
  assert.ok(found.wide <= 0, `${name} is ${found.wide} px too wide at ${width}`);
  assert.ok(found.small >= 13, `${name} has text of ${found.small} px`);
  const light = (found.paper.match(/\d+/g) ?? []).slice(0, 3).every(one => Number(one) > 128);
  assert.equal(light, colorScheme === 'light', `${name}: ${found.paper}`);
}

for (const theme of ['broadsheet', 'plain']) {
  for (const language of ['en', 'de', 'zh']) {
    test(`the mail of ${theme} in ${language} fits, is readable and asks for nothing`, async () => {
      const project = new Project({}, {site: {theme, language}});
      projects.push(project);
      project.digest(
        digestOf('2026-03-05', {
          title: `Hostile <script>alert(1)</script> ${'x'.repeat(300)}`,
          authors: Array.from({length: 40}, (_, i) => `Given${'n'.repeat(60)} Family${i}`),
          comment: `Efficiency: see https://github.com/${'a'.repeat(200)}/b and $O(${'n'.repeat(90)})$`,
        }),
      );
      for (const [date, name] of [
        [day, 'day'],
        ['2026-02-28', 'failed'],
        ['2026-03-05', 'hostile'],
      ]) {
        const {html} = await mailOf(project, String(date));
        for (const width of [360, 700]) {
          for (const scheme of /** @type {const} */ (['light', 'dark'])) {
            await look(html, width, scheme, `${theme}-${language}-${name}`);
          }
        }
      }
    });
  }
}

test('a day of 300 papers stays below what mail programs show, with a link to the rest', async () => {
  for (const theme of ['broadsheet', 'plain']) {
    const project = new Project({}, {site: {theme}});
    projects.push(project);
    const digest = digestOf('2026-03-05', {});
    const paper = /** @type {any} */ (digest.papers[0]);
    digest.papers = Array.from({length: 300}, (_, i) => ({
      ...paper,
      id: `2607.${String(10000 + i)}`,
      title: `A title of the usual length that goes on for a while, number ${i}`,
      authors: Array.from({length: 12}, (_, k) => `Given Family${k}`),
      comment: 'Efficiency: a sentence of the usual length, and another one. '.repeat(i % 9),
      abstract: 'Code: https://github.com/owner/name. '.repeat(20),
    }));
    project.digest(digest);
    const {html, text, bytes} = await mailOf(project, '2026-03-05');
    assert.ok(Buffer.byteLength(html) < 102_000, `${Buffer.byteLength(html)} bytes of HTML`);
    assert.ok(bytes < 200_000, `${bytes} bytes of mail`);
    assert.match(html, /and \d+ more in the issue/);
    assert.match(text, /and \d+ more in the issue/);
  }
});

// Lists of papers as other programs write them, with a text in every field of each paper. Every text is in the list
// of JSON and in one of the other formats.

/**
 * @param {string[]} texts  one for each paper
 * @param {string} word  in a field of each paper, to find it
 * @returns {[string, string][]}  files by path
 */
export function lists(texts, word) {
  const json = texts.map((text, i) => ({
    arxiv_id: `2606.${30001 + i}`,
    published: '2026-06-03',
    title: `Listed ${text}`,
    authors: [`Oscar ${text}`],
    abstract: `${text} ${word}`,
    reason: text,
    // Apart from the settings' topics, which some of these texts would name.
    topics: [`N${i} ${text}`],
    categories: [text],
    doi: text,
    journal: text,
    [text]: text,
  }));
  // In the other formats a line is a record or a field, and a control nothing that a program would write.
  const papers = texts.map((text, i) => ({
    id: `2606.${40001 + i}`,
    // eslint-disable-next-line no-control-regex
    text: text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, ' '),
  }));
  /** @param {number} format  0 to 4 */
  const part = format => papers.filter((_, i) => i % 5 === format);
  const xml = (/** @type {string} */ text) =>
    text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const row = (/** @type {string[]} */ ...cells) =>
    cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [
    ['2026-06-03/papers.json', JSON.stringify(json)],
    [
      '2026-06-04/papers.csv',
      ['arxiv_id,title,authors,abstract,reason']
        .concat(
          part(0).map(({id, text}) =>
            row(id, `Listed ${text}`, `Oscar ${text}`, `${text} ${word}`, text),
          ),
        )
        .join('\n'),
    ],
    [
      '2026-06-05/papers.xml',
      `<?xml version="1.0"?><rss><channel><pubDate>Fri, 5 Jun 2026</pubDate>${part(1)
        .map(
          ({id, text}) =>
            `<item><title>Listed ${xml(text)}</title><link>https://arxiv.org/abs/${id}</link>
<description>${xml(text)} ${word}</description><author>Oscar ${xml(text)}</author></item>`,
        )
        .join('')}</channel></rss>`,
    ],
    [
      '2026-06-06/papers.ris',
      part(2)
        .map(
          ({id, text}) =>
            `TY  - JOUR\nTI  - Listed ${text}\nAU  - Oscar ${text}\nAB  - ${text} ${word}\nUR  - arXiv:${id}\nER  - `,
        )
        .join('\n'),
    ],
    [
      '2026-06-07/papers.md',
      part(3)
        .map(
          ({id, text}, i) =>
            `### ${i + 1}. [Listed ${text}](https://arxiv.org/abs/${id})\n*Oscar ${text}*\n\n**Abstract**: ${text} ${word}\n`,
        )
        .join('\n'),
    ],
    ...part(4).map(
      ({id, text}) =>
        /** @type {[string, string]} */ ([
          `2026-06-08/${id}.bib`,
          `@misc{x, title={Listed ${text}}, author={Oscar ${text}}, abstract={${text} ${word}}, eprint={${id}}}`,
        ]),
    ),
  ];
}

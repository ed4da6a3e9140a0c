// arXiv and a model on loopback, whose every field holds a text of somebody else. For `fetch` and `score`.

import {createServer} from 'node:http';

/** XML as a careless server writes it: controls as references. @param {string} text */
const xml = text =>
  text
    .replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/\0/g, '')
    // eslint-disable-next-line no-control-regex
    .replace(/[\x01-\x1f\x7f-\x9f]/g, sign => `&#${sign.charCodeAt(0)};`);

/** @param {string} id @param {string} text */
const itemOf = (id, text) => `<item><title>Announced ${xml(text)}</title>
  <link>https://arxiv.org/abs/${id}</link><guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
  <description>arXiv:${id}v1 Announce Type: new
Abstract: ${xml(text)} ${xml(text)}</description>
  <category>cs.LG</category><category>cs.${xml(text)}</category><announce_type>new</announce_type>
  <creator>Peggy ${xml(text)}, Ada Lovelace</creator><rights>${xml(text)}</rights><DOI>${xml(text)}</DOI>
  <journal_reference>${xml(text)}</journal_reference></item>`;

/** Of today in New York, as arXiv dates it. */
function feedDate() {
  const now = new Date();
  const words = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
  });
  const part = Object.fromEntries(words.formatToParts(now).map(({type, value}) => [type, value]));
  return `${part.weekday}, ${part.day} ${part.month} ${part.year} 00:00:00 -0500`;
}

/** @param {string[]} texts @param {string} first  of the first paper's id */
const feedOf = (texts, first) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${xml(texts[0])}</title>
<description>${xml(texts[1])}</description><pubDate>${feedDate()}</pubDate>
${texts.map((text, i) => itemOf(`${first}.${10001 + i}`, text)).join('\n')}</channel></rss>`;

/** The papers of a question to the model are lines of JSON. @param {string} question @param {string[]} texts */
function verdictsOf(question, texts) {
  const ids = [...question.matchAll(/"ARXIVID": ?"([^"]+)"/g)].map(([, id]) => id);
  return ids
    .map(id => {
      const text = texts[Number(id.slice(5)) - 10001];
      return JSON.stringify({
        ARXIVID: id,
        COMMENT: `${text} ${text}`,
        TOPIC: `N${id} ${text}`,
        RELEVANCE: 9,
        NOVELTY: 8,
        [text]: text,
      });
    })
    .join('\n');
}

/**
 * @param {string[]} texts  one for each paper
 * @param {string} first  the first half of the papers' ids
 * @returns {Promise<{settings: Record<string, Record<string, unknown>>, close: () => void}>}  keys of config.yaml
 */
export async function playServices(texts, first) {
  let refused = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    /** @type {(status: number, text: string) => void} */
    const send = (status, text) => {
      response.writeHead(status, {'content-type': 'text/plain; charset=utf-8'}).end(text);
    };
    if (request.method !== 'POST') return send(200, feedOf(texts, first));
    if (refused++ === 0) return send(503, JSON.stringify({error: {message: texts.join(' ')}}));
    const {messages} = JSON.parse(body);
    send(
      200,
      JSON.stringify({
        id: texts[0],
        model: texts[1],
        choices: [
          {
            message: {role: texts[2], content: verdictsOf(messages.at(-1).content, texts)},
            finish_reason: 'stop',
          },
        ],
        usage: {prompt_tokens: 9, completion_tokens: 9, total_tokens: 18},
      }),
    );
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    settings: {
      fetch: {categories: ['cs.LG'], rss_url: `${url}/rss`, pause_seconds: 0, retries: 0},
      score: {
        method: 'llm',
        model: 'm',
        prices: {m: {prompt: 0, completion: 0}},
        base_url: `${url}/v1`,
        retries: 2,
      },
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

// `broadsheet message`: a server that enforces the rules of each service takes what the program sends.

import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, test} from 'node:test';
import {Project, day, digestOf} from './support/project.js';

/** @type {(() => unknown)[]} */
const cleanup = [];
after(async () => {
  for (const step of cleanup) await step();
});

/** @typedef {{path: string, headers: import('node:http').IncomingHttpHeaders, body: string}} Request */

/** The text of Telegram's HTML; throws where Telegram would refuse it. */
function telegramText(/** @type {string} */ html) {
  /** @type {string[]} */
  const open = [];
  let text = '';
  for (const [part, tag, entity] of html.matchAll(/<([^>]*)>|&([^;]*);|[^<&]+|./gs)) {
    if (tag !== undefined) {
      const name = /^\/?(b|i|a)( href="https?:[^"<>]*")?$/.exec(tag);
      assert.ok(name, `no tag of Telegram: <${tag}>`);
      if (tag.startsWith('/')) assert.equal(open.pop(), name[1]);
      else open.push(String(name[1]));
    } else if (entity !== undefined) {
      assert.match(entity, /^(lt|gt|amp|quot|#\d+)$/);
      text += '?';
    } else {
      assert.notEqual(part, '<');
      assert.notEqual(part, '&');
      text += part;
    }
  }
  assert.deepEqual(open, []);
  return text;
}

/** What each service would refuse. @type {Record<string, (request: Request) => object | string>} */
const rules = {
  slack({body}) {
    const {text} = JSON.parse(body);
    assert.ok(text.length > 0 && [...text].length <= 4000);
    const bare = text
      .replace(/<https?:\/\/[^|<>\s]+\|[^|<>\n]+>/g, '')
      .replace(/&(amp|lt|gt);/g, '');
    assert.doesNotMatch(bare, /[<>&]/);
    return 'ok';
  },
  discord({body}) {
    const {content, allowed_mentions: mentions} = JSON.parse(body);
    assert.ok(content.length > 0 && content.length <= 2000, `${content.length} characters`);
    assert.deepEqual(mentions, {parse: []});
    return '';
  },
  telegram({body}) {
    const {chat_id: chat, text, parse_mode: mode} = JSON.parse(body);
    assert.equal(chat, '@digest');
    assert.equal(mode, 'HTML');
    const shown = telegramText(text);
    assert.ok(shown.length > 0 && shown.length <= 4096);
    return {ok: true, result: {}};
  },
  feishu({body}) {
    assert.ok(Buffer.byteLength(body) <= 20_000);
    const {msg_type: type, content} = JSON.parse(body);
    assert.equal(type, 'post');
    assert.ok(content.post.zh_cn.title);
    for (const paragraph of content.post.zh_cn.content) {
      for (const item of paragraph) {
        assert.ok(item.tag === 'text' ? item.text : item.tag === 'a' && /^https?:/.test(item.href));
      }
    }
    return {code: 0, msg: 'success', data: {}};
  },
  ntfy({headers, body}) {
    assert.ok(Buffer.byteLength(body) <= 4096 && body.length > 0);
    assert.match(String(headers.title), /^[\x20-\x7e]+$/);
    assert.match(String(headers.click), /^https:/);
    return {id: 'x'};
  },
  json({body}) {
    const {day: date, kind, url, text, subject} = JSON.parse(body);
    assert.ok(date && kind && url && text && subject);
    return '';
  },
};

async function chatServer() {
  /** @type {Request[]} */
  const taken = [];
  const state = {
    taken,
    /** @type {string[]} */ wrong: [],
    /** Status and body in place of what the service responds. @type {[number, object | string] | null} */
    instead: null,
    drop: false,
    /** Does not respond, but calls this. @type {(() => void) | null} */
    hang: null,
    url: '',
  };
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', text => (body += text));
    request.on('end', () => {
      const path = String(request.url);
      /** @type {Request} */
      const got = {path, headers: request.headers, body};
      taken.push(got);
      /** @type {object | string} */
      let response = '';
      try {
        assert.equal(request.method, 'POST');
        response = rules[path.split('/')[1] ?? '']?.(got) ?? assert.fail(path);
      } catch (error) {
        state.wrong.push(`${path}: ${String(error)}`);
        reply.statusCode = 400;
      }
      if (state.hang) return void state.hang();
      if (state.drop) return void request.socket.destroy();
      if (state.instead) [reply.statusCode, response] = state.instead;
      reply.end(typeof response === 'string' ? response : JSON.stringify(response));
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  cleanup.push(() => server.close());
  state.url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
  return state;
}

const services = Object.keys(rules);
const messages = services.map(service => ({
  service,
  url_env: `HOOK_${service.toUpperCase()}`,
  ...(service === 'telegram' ? {chat: '@digest'} : {}),
}));
const addresses = (/** @type {string} */ url) =>
  Object.fromEntries(
    services.map(one => [`HOOK_${one.toUpperCase()}`, `${url}/${one}/SECRETPATH`]),
  );

function project(/** @type {object[]} */ wanted = messages) {
  const made = new Project({}, {site: {title: 'Digest & <more> | @everyone'}, messages: wanted});
  cleanup.push(() => made.remove());
  return made;
}

test('each service gets an issue in its own form, once', async () => {
  const server = await chatServer();
  const made = project();
  const ran = await made.run(['message', day], addresses(server.url));
  assert.deepEqual(server.wrong, []);
  assert.equal(ran.code, 0, ran.output);
  assert.equal(server.taken.length, services.length);
  for (const {body} of server.taken) {
    assert.match(body, /https:\/\/papers\.example\.org\/digest\/2026\/02\/27\//);
    assert.match(body, /Pruning Without Tears/);
    assert.match(body, /pruning at no cost/);
  }
  assert.doesNotMatch(ran.output + made.read('.broadsheet/deliveries.tsv'), /SECRETPATH/);
  assert.equal((await made.run(['message', day], addresses(server.url))).code, 4);
  assert.equal(server.taken.length, services.length);
});

test('hostile titles and long days keep the rules of every service', async () => {
  const server = await chatServer();
  const made = project();
  const hostile = digestOf('2026-03-05', {});
  const title =
    '<!channel> @everyone <@1> [x](javascript:alert(1)) *b* _i_ `c` |s| ~t~ </a><b> & "q" \'a\' \r\n line \u202e 你好 😀 ';
  hostile.papers = Array.from({length: 60}, (_, i) => ({
    .../** @type {any} */ (hostile.papers[0]),
    id: `2607.${String(10000 + i)}`,
    title: title.repeat(1 + (i % 3)),
    comment: `${title.repeat(4)} ${'x'.repeat(300)}`,
  }));
  made.digest(hostile);
  const ran = await made.run(['message', '2026-03-05'], addresses(server.url));
  assert.deepEqual(server.wrong, []);
  assert.equal(ran.code, 0, ran.output);
  for (const {body} of server.taken) assert.match(body, /and \d+ more in the issue/);
});

test('a failed day is told as such, and a complete one later is another message', async () => {
  const server = await chatServer();
  const made = project([{service: 'json', url_env: 'HOOK_JSON'}]);
  const env = addresses(server.url);
  assert.equal((await made.run(['message', '2026-02-28'], env)).code, 0);
  const failed = JSON.parse(String(server.taken[0]?.body));
  assert.equal(failed.kind, 'failed');
  assert.match(failed.subject, /no issue, scoring failed/);
  made.digest(digestOf('2026-02-28', {}));
  assert.equal((await made.run(['message', '2026-02-28'], env)).code, 0);
  assert.equal(JSON.parse(String(server.taken[1]?.body)).kind, 'day');
});

test('what a service may have is not sent again; what it limits is, later', async () => {
  const server = await chatServer();
  const env = addresses(server.url);
  for (const [
    instead,
    code,
    words,
  ] of /** @type {[[number, object | string], number, RegExp][]} */ ([
    [[429, {}], 3, /was not sent/],
    [[404, {}], 5, /was not taken/],
    [[500, {}], 5, /may have arrived/],
    [[200, {ok: false}], 5, /was not taken/],
  ])) {
    const made = project([{service: 'telegram', url_env: 'HOOK_TELEGRAM', chat: '@digest'}]);
    server.instead = instead;
    server.taken.length = 0;
    const ran = await made.run(['message', day], env);
    assert.equal(ran.code, code, ran.output);
    assert.match(ran.output, words);
    server.instead = null;
    const later = await made.run(['message', day], env);
    assert.equal(later.code, code === 3 ? 0 : 5);
    assert.equal(server.taken.length, code === 3 ? 2 : 1);
    assert.equal((await made.run(['message', day, '--again'], env)).code, code === 3 ? 4 : 0);
  }
  const made = project([{service: 'slack', url_env: 'HOOK_SLACK'}]);
  server.drop = true;
  assert.equal((await made.run(['message', day], env)).code, 5);
  server.drop = false;
  assert.equal((await made.run(['message', day], env)).code, 5);
  const closed = {HOOK_SLACK: 'http://127.0.0.1:1/slack'};
  const down = project([{service: 'slack', url_env: 'HOOK_SLACK'}]);
  assert.equal((await down.run(['message', day], closed)).code, 3);
});

test('a run that is killed while a service has the message does not repeat it', async () => {
  const server = await chatServer();
  const env = addresses(server.url);
  const made = project([
    {service: 'slack', url_env: 'HOOK_SLACK'},
    {service: 'json', url_env: 'HOOK_JSON'},
  ]);
  const run = made.start(['message', day], env);
  server.hang = () => run.child.kill('SIGKILL');
  assert.equal((await run.ended).signal, 'SIGKILL');
  server.hang = null;
  const later = await made.run(['message', day], env);
  assert.equal(later.code, 5, later.output);
  assert.match(later.output, /to slack \(HOOK_SLACK\) may have arrived or not/);
  assert.deepEqual(
    server.taken.map(({path}) => path.split('/')[1]),
    ['slack', 'json'],
  );
  assert.equal((await made.run(['message', day, '--again'], env)).code, 0);
  assert.equal(server.taken.length, 3);
});

test('a theme of the project words the message', async () => {
  const server = await chatServer();
  const made = project([{service: 'json', url_env: 'HOOK_JSON'}]);
  made.write('themes/mine/theme.yaml', 'name: mine\nversion: 1\nneeds: 1\nextends: broadsheet\n');
  made.write(
    'themes/mine/message-json.mustache',
    'Own: {{{date}}}{{#papers}} / {{{title}}}{{/papers}}\n',
  );
  made.write(
    'config.yaml',
    made.read('config.yaml').replace('"title"', '"theme": "mine", "title"'),
  );
  assert.equal((await made.run(['message', day], addresses(server.url))).code, 0);
  const {text} = JSON.parse(String(server.taken[0]?.body));
  assert.match(text, /^Own: Friday, 27 February 2026 \/ Small Models/);
});

test('an address that is missing or would go without TLS is an error', async () => {
  const made = project([{service: 'slack', url_env: 'HOOK_SLACK'}]);
  const none = await made.run(['message', day]);
  assert.equal(none.code, 2);
  assert.match(none.output, /HOOK_SLACK/);
  const plain = await made.run(['message', day], {
    HOOK_SLACK: 'http://hooks.example.org/SECRETPATH',
  });
  assert.equal(plain.code, 2);
  assert.doesNotMatch(plain.output, /SECRETPATH/);
});

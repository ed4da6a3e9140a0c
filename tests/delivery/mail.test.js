// `broadsheet mail` and the mail of `announce`, against a real SMTP server; messages are read by mailparser.

import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {Project, day, digestOf, failedDay, password} from './support/project.js';
import {MailServer} from './support/smtp.js';

/** @type {(() => unknown)[]} */
const cleanup = [];
after(async () => {
  for (const step of cleanup) await step();
});

async function mailServer(/** @type {Parameters<typeof MailServer.start>[0]} */ options = {}) {
  const server = await MailServer.start(options);
  cleanup.push(() => server.stop());
  return server;
}

function project(
  /** @type {Record<string, unknown>} */ mail,
  /** @type {{site?: Record<string, unknown>}} */ other = {},
) {
  const made = new Project(mail, other);
  cleanup.push(() => made.remove());
  return made;
}

const to = (/** @type {string[]} */ ...addresses) => addresses.flatMap(one => ['--to', one]);

test('each recipient gets a message of their own, correct as mail', async () => {
  const server = await mailServer();
  const made = project({
    server: server.url,
    reply_to: 'Editor <editor@example.org>',
    unsubscribe: 'https://papers.example.org/leave?list=1',
  });
  const file = made.list('ada@example.org', 'Bo Sample <bo@example.net>', 'ada@EXAMPLE.org');
  made.write(
    'config.yaml',
    made.read('config.yaml').replace('"from"', `"recipients_file": "${file}", "from"`),
  );
  const ran = await made.run(['mail', day]);
  assert.equal(ran.code, 0, ran.output);
  assert.deepEqual(
    server.taken.map(one => [one.from, one.to]),
    [
      ['digest@example.org', ['ada@example.org']],
      ['digest@example.org', ['bo@example.net']],
    ],
  );
  for (const {
    bytes,
    to: [recipient],
  } of server.taken) {
    const raw = bytes.toString('latin1');
    assert.ok(
      raw.split('\r\n').every(line => /^[\t\x20-\x7e]{0,78}$/.test(line)),
      'lines',
    );
    assert.ok(!raw.includes(recipient === 'ada@example.org' ? 'bo@' : 'ada@'), 'others');
  }
  const mail = await server.last();
  assert.equal(mail.from?.text, '"My Digest" <digest@example.org>');
  assert.equal(/** @type {any} */ (mail.to).text, 'bo@example.net');
  assert.equal(mail.replyTo?.text, '"Editor" <editor@example.org>');
  assert.match(mail.subject ?? '', /^My Digest, 27 February: .+, and \d+ more$/);
  assert.match(mail.messageId ?? '', /^<2026-02-27\.day\.[0-9a-f]{16}@example\.org>$/);
  assert.ok(Math.abs(Number(mail.date) - Date.now()) < 60_000);
  const list = /** @type {any} */ (mail.headers.get('list'));
  assert.equal(list.unsubscribe.url, 'https://papers.example.org/leave?list=1');
  assert.equal(list.id.name, 'My Digest');
  assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
  const issue = 'https://papers.example.org/digest/2026/02/27/';
  assert.ok(mail.text?.includes(issue) && String(mail.html).includes(issue));
  assert.match(String(mail.html), /<!DOCTYPE html>/);
  assert.ok((mail.text ?? '').split('\n').every(line => line.length <= 72 || /https?:/.test(line)));
  for (const [link] of String(mail.html).matchAll(/(?:href|src)="([^"]*)"/g)) {
    assert.match(link, /^href="(https|mailto):/);
  }
  assert.doesNotMatch(String(mail.html), /<(script|img|math|link)\b/);
});

test('a mail is sent once; --again with --to repeats it with the same Message-ID', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  const words = ['mail', day, ...to('ada@example.org')];
  assert.equal((await made.run(words)).code, 0);
  const second = await made.run(words);
  assert.equal(second.code, 4, second.output);
  assert.match(second.output, /1 had it already/);
  assert.equal(server.taken.length, 1);
  const other = await made.run(['mail', day, ...to('ada@example.org', 'bo@example.net')]);
  assert.equal(other.code, 0);
  assert.equal(server.taken.length, 2);
  const first = (await server.last()).messageId;
  assert.equal((await made.run([...words, '--again'])).code, 0);
  assert.equal(server.taken.length, 3);
  assert.equal((await server.last()).messageId, first);
});

test('titles with line breaks, markup and reversed text stay text', async () => {
  const server = await mailServer();
  const made = project(
    {server: server.url, unsubscribe: ''},
    {site: {title: 'Grüße & "more" <x>'}},
  );
  made.digest(
    digestOf('2026-03-05', {
      title:
        'One\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script> \u202eflipped é 你好 {{title}} $O(n^2)$',
      comment:
        '.\r\n.\r\nQUIT <img src=x onerror=alert(1)> \\href{javascript:alert(1)}{here} $\\frac{a}{b}$',
      authors: ['<b onmouseover="x()">Eve</b>'],
    }),
  );
  const ran = await made.run(['mail', '2026-03-05', ...to('ada@example.org')]);
  assert.equal(ran.code, 0, ran.output);
  assert.equal(server.taken.length, 1);
  const mail = await server.last();
  assert.equal(mail.headers.has('bcc'), false);
  assert.equal(
    mail.subject,
    'Grüße & "more" <x>, 5 March: One Bcc: eve@example.org <script>alert(1)</script> flipped é 你好 title O(n²)',
  );
  assert.equal(mail.from?.value[0]?.name, 'My Digest');
  const html = String(mail.html);
  assert.doesNotMatch(html, /<(script|img|b onmouseover|math)\b|javascript:|\u202e/);
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt; flipped é 你好 title O\(n²\)/);
  assert.match(html, /a\/b/);
  assert.match(mail.text ?? '', /\. \. QUIT/);
  const list = /** @type {any} */ (mail.headers.get('list'));
  assert.equal(list.unsubscribe.mail, 'digest@example.org?subject=unsubscribe');
});

for (const kind of ['TLS', 'STARTTLS']) {
  test(`login by ${kind}, with the password of the environment only`, async () => {
    const server = await mailServer({secure: kind === 'TLS', startTls: true, password});
    const mail = {server: server.url, user: 'digest', ca_file: server.certificate};
    const made = project(mail);
    const words = ['mail', day, ...to('ada@example.org', 'bo@example.net')];
    const none = await made.run(words);
    assert.equal(none.code, 2);
    assert.match(none.output, /config\.yaml:\d+:\d+: error: .*BROADSHEET_MAIL_PASSWORD/);
    const wrong = await made.run(words, {BROADSHEET_MAIL_PASSWORD: 'wrong-password'});
    assert.equal(wrong.code, 3, wrong.output);
    assert.match(wrong.output, /refuses user and password/);
    assert.doesNotMatch(wrong.output, /wrong-password/);
    assert.equal(server.connections, 1, 'a wrong password is tried once');
    const right = await made.run(words, {BROADSHEET_MAIL_PASSWORD: password});
    assert.equal(right.code, 0, right.output);
    assert.equal(server.taken.length, 2);
    const stranger = project({...mail, ca_file: ''});
    const doubted = await stranger.run(words, {BROADSHEET_MAIL_PASSWORD: password});
    assert.equal(doubted.code, 3);
    assert.match(doubted.output, /certificate is not to be trusted/);
    assert.equal(server.taken.length, 2);
  });
}

test('nothing is sent without TLS to another machine', async () => {
  const server = await mailServer({host: '127.0.0.2', password});
  const made = project({server: server.url, user: 'digest'});
  const ran = await made.run(['mail', day, ...to('ada@example.org')], {
    BROADSHEET_MAIL_PASSWORD: password,
  });
  assert.equal(ran.code, 3);
  assert.match(ran.output, /offers no TLS/);
  assert.equal(server.logins, 0);
  assert.equal(server.taken.length, 0);
});

test('a refused recipient stops nobody else, and is not tried again', async () => {
  const server = await mailServer();
  server.refused.set('gone@example.org', 550);
  const made = project({server: server.url});
  const words = ['mail', day, ...to('gone@example.org', 'ada@example.org')];
  const ran = await made.run([...words, '--json']);
  assert.equal(ran.code, 5);
  assert.match(ran.output, /to recipient 1 was not taken: the server refuses it with 550/);
  assert.deepEqual(JSON.parse(ran.stdout).results, [
    {kind: 'mail', day, sent: 1, already: 0, refused: 1, unknown: 0, failed: 0},
  ]);
  const connections = server.connections;
  assert.equal((await made.run(words)).code, 5);
  assert.equal(server.connections, connections);
  server.refused.clear();
  assert.equal((await made.run([...words, '--again'])).code, 0);
});

test('a server that is busy or down has the mail from a later run', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  const words = ['mail', day, ...to('ada@example.org')];
  server.afterData = 'busy';
  const busy = await made.run(words);
  assert.equal(busy.code, 3, busy.output);
  assert.match(busy.output, /451/);
  assert.equal(server.taken.length, 2, 'tried twice');
  server.afterData = 'take';
  server.taken.length = 0;
  assert.equal((await made.run(words)).code, 0);
  assert.equal(server.taken.length, 1);

  const down = project({server: 'smtp://127.0.0.1:1'});
  assert.equal((await down.run(words)).code, 3);
  down.write('config.yaml', down.read('config.yaml').replace('smtp://127.0.0.1:1', server.url));
  assert.equal((await down.run(words)).code, 0);
  assert.equal(server.taken.length, 2);
});

for (const trouble of /** @type {const} */ (['drop', 'hang'])) {
  test(`a server that takes the data and then does not respond (${trouble}) is not sent it again`, async () => {
    const server = await mailServer();
    server.afterData = trouble;
    const made = project({server: server.url, timeout_seconds: 2});
    const words = ['mail', day, ...to('ada@example.org')];
    const ran = await made.run(words);
    assert.equal(ran.code, 5, ran.output);
    assert.match(ran.output, /may have arrived or not/);
    assert.equal(server.taken.length, 1);
    const id = (await server.last()).messageId;
    server.afterData = 'take';
    const later = await made.run(words);
    assert.equal(later.code, 5);
    assert.match(later.output, /an earlier run ended while it was sending/);
    assert.equal(server.taken.length, 1);
    assert.equal((await made.run([...words, '--again'])).code, 0);
    assert.equal((await server.last()).messageId, id);
    assert.equal((await made.run(words)).code, 4);
  });
}

test('a run that is killed while the server has the mail does not repeat it', async () => {
  const server = await mailServer();
  server.afterData = 'hang';
  const made = project({server: server.url, timeout_seconds: 30});
  const words = ['mail', day, ...to('ada@example.org', 'bo@example.net')];
  const run = made.start(words);
  server.onTaken = () => run.child.kill('SIGKILL');
  assert.equal((await run.ended).signal, 'SIGKILL');
  server.onTaken = () => {};
  server.afterData = 'take';
  const later = await made.run(words);
  assert.equal(later.code, 5, later.output);
  assert.match(later.output, /recipient 1 may have arrived or not/);
  assert.deepEqual(
    server.taken.map(one => one.to[0]),
    ['ada@example.org', 'bo@example.net'],
  );
});

test('addresses are neither printed nor kept, and a list that would be published is refused', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  server.refused.set('gone@example.org', 550);
  const list = 'ada@example.org,gone@example.org\nbo@example.net';
  const ran = await made.run(['mail', day], {BROADSHEET_MAIL_RECIPIENTS: list});
  assert.equal(ran.code, 5, ran.output);
  assert.equal(server.taken.length, 2);
  const record = made.read('.broadsheet/deliveries.tsv');
  assert.match(record, /^salt\t[0-9a-f]{32}\n/);
  for (const text of [ran.output, record]) assert.doesNotMatch(text, /ada@|gone|bo@/);
  const inside = project({server: server.url, recipients_file: 'content/readers.txt'});
  inside.write('content/readers.txt', 'ada@example.org\n');
  const refused = await inside.run(['mail', day]);
  assert.equal(refused.code, 2);
  assert.match(
    refused.output,
    /config\.yaml:\d+:\d+: error: 'mail.recipients_file' is in .*content/,
  );
});

test('a wrong line of the list is an error before anything is sent', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  const file = made.list('ada@example.org', 'eve@example.org\u202e', 'x@example.org');
  made.write(
    'config.yaml',
    made.read('config.yaml').replace('"from"', `"recipients_file": "${file}", "from"`),
  );
  const ran = await made.run(['mail', day]);
  assert.equal(ran.code, 1, ran.output);
  assert.match(ran.output, /readers\.txt:4: error: this line is no e-mail address/);
  for (const wrong of ['a b@example.org', 'a@b\nBcc: c@d.e', '<a@b.c', 'ü@example.org']) {
    assert.equal((await made.run(['mail', day, '--to', wrong])).code, 2);
  }
  assert.equal(server.taken.length, 0);
});

test('--dry-run writes the message, needs no server and records nothing', async () => {
  const made = project({});
  const ran = await made.run(['mail', day, '--dry-run']);
  assert.equal(ran.code, 0, ran.output);
  const eml = made.read(`.broadsheet/mail/${day}.eml`);
  assert.match(eml, /^From: "My Digest"\r\n <digest@example.org>\r\n/);
  assert.match(eml, /\r\nTo: digest@example.org\r\n/);
  assert.equal(existsSync(join(made.folder, '.broadsheet/deliveries.tsv')), false);
});

const week = '2026-W09';

test('the edition of a week has its best papers and its days, and is sent once', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  const words = ['mail', '--week', week, ...to('ada@example.org')];
  const ran = await made.run(words);
  assert.equal(ran.code, 0, ran.output);
  assert.match(ran.stdout, /mail of 2026-W09: sent to 1 recipient/);
  const mail = await server.last();
  assert.match(mail.subject ?? '', /^My Digest, Week 9: .+, and \d+ more$/);
  assert.match(mail.messageId ?? '', /^<2026-W09\.week\.[0-9a-f]{16}@example\.org>$/);
  assert.ok(mail.text?.includes('https://papers.example.org/digest/2026/w09/'));
  assert.ok(mail.text?.includes('23 February to 1 March 2026'));
  assert.ok(String(mail.html).includes('href="https://papers.example.org/digest/2026/02/27/#p'));
  assert.match(String(mail.html), /Best of these papers[^]*Fri 27 February[^]*Sat 28 February/);
  assert.ok((mail.text ?? '').split('\n').every(line => line.length <= 72 || /https?:/.test(line)));
  assert.equal((await made.run(words)).code, 4);
  assert.equal((await made.run(['mail', '--week', 'newest', ...to('ada@example.org')])).code, 4);
  assert.equal(server.taken.length, 1);
  // The mail of a day is another one.
  assert.equal((await made.run(['mail', day, ...to('ada@example.org')])).code, 0);
  const dry = await made.run(['mail', '--week', week, '--dry-run']);
  assert.equal(dry.code, 0, dry.output);
  assert.match(made.read('.broadsheet/mail/2026-W09.eml'), /\r\nSubject: My Digest, Week 9/);
  for (const wrong of ['2026-W12', '2026-W99', 'last', '2026-02-27']) {
    assert.equal((await made.run(['mail', '--week', wrong, '--dry-run'])).code, 2, wrong);
  }
});

for (const weekly of ['also', 'only']) {
  test(`mail.weekly ${weekly}: announce sends the week with the issue that ends it`, async () => {
    const server = await mailServer();
    const pages = createServer((_, reply) => reply.end('page'));
    await new Promise(resolve => pages.listen(0, '127.0.0.1', () => resolve(undefined)));
    cleanup.push(() => pages.close());
    const port = /** @type {any} */ (pages.address()).port;
    const made = project(
      {server: server.url, weekly},
      {site: {base_url: `http://127.0.0.1:${port}/digest`}},
    );
    const env = {BROADSHEET_MAIL_RECIPIENTS: 'ada@example.org'};
    const announce = async (/** @type {string} */ date) => {
      const from = server.taken.length;
      const ran = await made.run(['announce', date, '--limit', '2'], env);
      assert.ok([0, 4].includes(ran.code ?? -1), ran.output);
      return server.taken
        .slice(from)
        .map(one => /Message-ID: <([^.]+\.[a-z]+)/i.exec(one.bytes.toString())?.[1]);
    };
    const days = (/** @type {string[]} */ ...names) => (weekly === 'also' ? names : []);
    assert.deepEqual(await announce(day), days(`${day}.day`)); // another issue follows in its week
    assert.deepEqual(await announce(failedDay), [...days(`${failedDay}.failed`), `${week}.week`]);
    assert.deepEqual(await announce('2026-03-02'), days('2026-03-02.day'));
    // A week whose last working day had no issue ends with the first issue after it.
    made.digest(digestOf('2026-03-09', {}));
    assert.deepEqual(await announce('2026-03-09'), [...days('2026-03-09.day'), '2026-W10.week']);
    assert.deepEqual(await announce('2026-03-09'), []);
  });
}

test('a damaged record stops the mail; a line that was cut off does not', async () => {
  const server = await mailServer();
  const made = project({server: server.url});
  const words = ['mail', day, ...to('ada@example.org')];
  assert.equal((await made.run(words)).code, 0);
  const record = made.read('.broadsheet/deliveries.tsv');
  made.write('.broadsheet/deliveries.tsv', `${record}2026-02-27\tday\t0123`);
  assert.equal((await made.run(words)).code, 4);
  assert.equal(made.read('.broadsheet/deliveries.tsv').split('\n').length, 3);
  made.write('.broadsheet/deliveries.tsv', record.replace('sending', 'sendinG'));
  const damaged = await made.run(words);
  assert.equal(damaged.code, 1);
  assert.match(damaged.output, /deliveries\.tsv:2: error: this line is damaged/);
  made.write('.broadsheet/deliveries.tsv', '');
  assert.equal((await made.run(words)).code, 1);
  assert.equal(server.taken.length, 1);
});

test('announce mails an issue when it is online, and later what it could not', async () => {
  const server = await mailServer();
  const pages = createServer((_, reply) => reply.end('page'));
  await new Promise(resolve => pages.listen(0, '127.0.0.1', () => resolve(undefined)));
  cleanup.push(() => pages.close());
  const port = /** @type {any} */ (pages.address()).port;
  const made = project({server: server.url}, {site: {base_url: `http://127.0.0.1:${port}/digest`}});
  const env = {BROADSHEET_MAIL_RECIPIENTS: 'ada@example.org,bo@example.net'};
  const pending = {pending: [day, failedDay], sent: [], unpublished: [], publish_error: ''};
  made.write('.broadsheet/announcements.json', JSON.stringify(pending));
  server.refused.set('bo@example.net', 450);
  const first = await made.run(['announce', '--limit', '2'], env);
  assert.equal(first.code, 3, first.output);
  assert.deepEqual(
    server.taken.map(one => one.to[0]),
    ['ada@example.org', 'ada@example.org'],
  );
  assert.match((await server.last()).subject ?? '', /28 February: no issue, scoring failed/);
  assert.match((await server.last()).messageId ?? '', /^<2026-02-28\.failed\./);
  assert.deepEqual(JSON.parse(made.read('.broadsheet/announcements.json')).unmailed, [
    day,
    failedDay,
  ]);
  server.refused.clear();
  const second = await made.run(['announce', '--limit', '2'], env);
  assert.equal(second.code, 0, second.output);
  assert.deepEqual(
    server.taken.slice(2).map(one => one.to[0]),
    ['bo@example.net', 'bo@example.net'],
  );
  assert.equal((await made.run(['announce'], env)).code, 4);

  // The day is scored at last: it is another mail, and each reader gets it once.
  made.digest(digestOf(failedDay, {}));
  for (let run = 0; run < 2; ++run) {
    assert.equal((await made.run(['announce', failedDay], env)).code, 0);
  }
  assert.equal(server.taken.length, 6);
  assert.match((await server.last()).messageId ?? '', /^<2026-02-28\.day\./);
});

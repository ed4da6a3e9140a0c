// A real SMTP server on loopback that keeps what it takes, and misbehaves as a test wants.

import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {simpleParser} from 'mailparser';
import {SMTPServer} from 'smtp-server';

/** @typedef {{from: string, to: string[], bytes: Buffer}} Taken */
/** @typedef {'take' | 'drop' | 'hang' | 'busy'} AfterData  what follows the data: 250, nothing, 451 */

export class MailServer {
  /** Messages with all of their data, also those that the server never confirmed. @type {Taken[]} */
  taken = [];
  /** @type {AfterData} */
  afterData = 'take';
  /** Refused at RCPT, with a code. @type {Map<string, number>} */
  refused = new Map();
  logins = 0;
  connections = 0;
  /** Called when the data of a message is complete, before the response. */
  onTaken = () => {};

  /**
   * @param {{secure?: boolean, startTls?: boolean, password?: string, host?: string}} [options]
   */
  static async start({secure = false, startTls = false, password, host = '127.0.0.1'} = {}) {
    const server = new MailServer();
    const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-smtp-'));
    server.certificate = join(scratch, 'cert.pem');
    const key = join(scratch, 'key.pem');
    execFileSync(
      'openssl',
      [
        ...'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext'.split(' '),
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
        ...['-keyout', key, '-out', server.certificate],
      ],
      {stdio: 'ignore'},
    );
    const disabled = [
      ...(startTls ? [] : ['STARTTLS']),
      ...(password === undefined ? ['AUTH'] : []),
    ];
    const smtp = new SMTPServer({
      secure,
      key: readFileSync(key),
      cert: readFileSync(server.certificate),
      disabledCommands: disabled,
      authOptional: password === undefined,
      allowInsecureAuth: false,
      closeTimeout: 100,
      onConnect: (_, done) => {
        ++server.connections;
        done();
      },
      onAuth: (auth, _, done) => {
        ++server.logins;
        if (auth.username === 'digest' && auth.password === password) done(null, {user: 'digest'});
        else done(new Error('no'));
      },
      onRcptTo: (address, _, done) => {
        const code = server.refused.get(address.address);
        done(code ? Object.assign(new Error('no'), {responseCode: code}) : null);
      },
      onData: (stream, session, done) => {
        /** @type {Buffer[]} */
        const chunks = [];
        stream.on('data', chunk => chunks.push(chunk));
        stream.on('end', () => {
          const {mailFrom, rcptTo} = session.envelope;
          server.taken.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(one => one.address),
            bytes: Buffer.concat(chunks),
          });
          server.onTaken();
          if (server.afterData === 'take') done();
          else if (server.afterData === 'busy') {
            done(Object.assign(new Error('later'), {responseCode: 451}));
          } else if (server.afterData === 'drop') {
            for (const one of /** @type {any} */ (smtp).connections) one._socket.destroy();
          }
        });
      },
    });
    smtp.on('error', () => {}); // a client that was killed
    await new Promise(resolve => smtp.listen(0, host, () => resolve(undefined)));
    const port = /** @type {any} */ (smtp.server.address()).port;
    server.url = `${secure ? 'smtps' : 'smtp'}://${host}:${port}`;
    server.stop = () =>
      new Promise(resolve => {
        rmSync(scratch, {recursive: true, force: true});
        for (const one of /** @type {any} */ (smtp).connections) one._socket.destroy();
        smtp.close(() => resolve(undefined));
      });
    return server;
  }

  certificate = '';
  url = '';
  /** @returns {Promise<void>} */
  stop = async () => {};

  /** The last message, read by another program's MIME parser. */
  async last() {
    const taken = this.taken.at(-1);
    if (!taken) throw new Error('no message came');
    return simpleParser(taken.bytes);
  }
}

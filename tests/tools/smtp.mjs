// An SMTP server that keeps every message as a file; prints its port. Options are JSON:
// { folder, secure, starttls, users: { name: password }, tokens: { name: token }, refuse: address, busy: address, lose: number }
import { SMTPServer } from 'smtp-server';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const options = JSON.parse(process.argv[2]);
let count = 0;

function reply(code, text) {
  const error = new Error(text);
  error.responseCode = code;
  return error;
}

const server = new SMTPServer({
  secure: options.secure ?? false,
  key: options.key && readFileSync(options.key),
  cert: options.cert && readFileSync(options.cert),
  disabledCommands: options.starttls || options.secure ? [] : ['STARTTLS'],
  authOptional: !options.users && !options.tokens,
  authMethods: options.tokens ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
  allowInsecureAuth: options.allowInsecureAuth ?? true,
  disableReverseLookup: true,
  onAuth(auth, session, callback) {
    const right = auth.method === 'XOAUTH2'
      ? options.tokens?.[auth.username] === auth.accessToken
      : options.users?.[auth.username] === auth.password;
    return right ? callback(null, { user: auth.username }) : callback(reply(535, 'Authentication credentials invalid'));
  },
  onRcptTo(address, session, callback) {
    if (address.address === options.refuse) return callback(reply(550, 'No such user here'));
    if (address.address === options.busy) return callback(reply(451, 'Try again later'));
    return callback();
  },
  onData(stream, session, callback) {
    const number = ++count;
    const file = join(options.folder, `${number}.eml`);
    stream.pipe(createWriteStream(file)).on('finish', () => {
      writeFileSync(`${file}.json`, JSON.stringify({
        from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((x) => x.address), secure: session.secure, user: session.user,
      }));
      if (number <= (options.lose ?? 0)) return callback(reply(451, 'Stored, but the answer is lost'));
      return callback();
    });
  },
});

server.on('error', () => {});
server.listen(options.port ?? 0, '127.0.0.1', () => console.log(`listening on ${server.server.address().port}`));

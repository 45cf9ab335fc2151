/**
 * A few questions to Redis over its own protocol. The doctor is not a queue, and only the queue may use the Redis
 * client; for two replies this is all that is needed.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { PATIENCE } from './check.ts';

/** An Error is what Redis refused. */
export type Reply = string | number | null | Error | Reply[];

/** Asks in their order. Throws when there is no connection, or when the password is refused. */
export async function askRedis(url: string, questions: string[][]): Promise<Reply[]> {
  const { hostname, port, username, password, protocol } = new URL(url);
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  const secure = protocol === 'rediss:';
  const socket = secure ? connectSecurely({ ...place, servername: place.host }) : connect(place);
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`no answer within ${PATIENCE / 1000} s`)));
  try {
    await once(socket, secure ? 'secureConnect' : 'connect');
    const key = [...(username ? [decodeURIComponent(username)] : []), decodeURIComponent(password)];
    const asked = [...(password ? [['AUTH', ...key]] : []), ...questions];
    socket.write(asked.map(encode).join(''));
    const replies = await receive(socket, asked.length);
    const refused = password ? replies.shift() : undefined;
    if (refused instanceof Error) throw refused;
    return replies;
  } finally {
    socket.destroy();
  }
}

function encode(words: string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}

async function receive(socket: Socket, count: number): Promise<Reply[]> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    const replies = decodeAll(text, count);
    if (replies) return replies;
  }
  throw new Error('the connection was closed');
}

/** Undefined while something is still to come. */
function decodeAll(text: string, count: number): Reply[] | undefined {
  const replies: Reply[] = [];
  for (let at = 0; replies.length < count; ) {
    const read = decode(text, at);
    if (!read) return undefined;
    replies.push(read.reply);
    at = read.end;
  }
  return replies;
}

function decode(text: string, at: number): { reply: Reply; end: number } | undefined {
  const lineEnd = text.indexOf('\r\n', at);
  if (lineEnd < 0) return undefined;
  const line = text.slice(at + 1, lineEnd);
  const end = lineEnd + 2;
  switch (text[at]) {
    case '+':
      return { reply: line, end };
    case '-':
      return { reply: new Error(line), end };
    case ':':
      return { reply: Number(line), end };
    case '$':
      return decodeText(text, Number(line), end);
    case '*':
      return decodeList(text, Number(line), end);
    default:
      throw new Error('what answers there is not Redis');
  }
}

function decodeText(text: string, length: number, at: number): { reply: Reply; end: number } | undefined {
  if (length < 0) return { reply: null, end: at };
  const end = at + length + 2;
  return text.length < end ? undefined : { reply: text.slice(at, at + length), end };
}

function decodeList(text: string, count: number, at: number): { reply: Reply; end: number } | undefined {
  const reply: Reply[] = [];
  let end = at;
  while (reply.length < count) {
    const read = decode(text, end);
    if (!read) return undefined;
    reply.push(read.reply);
    end = read.end;
  }
  return { reply, end };
}

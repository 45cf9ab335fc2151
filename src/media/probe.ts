/** Asks whether a link leads anywhere, without reading what is there. */
import type { IncomingMessage } from 'node:http';
import { t } from '../kit/t.ts';
import { ask, type Internet, PrivateAddress, redirectOf } from './internet.ts';

export interface Reached {
  /** `private`: into a network that readers cannot reach. `unsure`: there may be something, or not. */
  state: 'fine' | 'broken' | 'private' | 'unsure';
  /** What was answered, in words. */
  reason: string;
}

/** `deadline`: ms for all of it, redirects included. Never throws. */
export async function probe(address: string, internet: Internet, deadline: number): Promise<Reached> {
  const end = Date.now() + deadline;
  let url = new URL(address);
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await headersOf(url, internet, end);
      const next = redirectOf(answer, url);
      if (next === undefined) return judge(answer.statusCode ?? 0);
      if (!/^https?:/i.test(next) || !URL.canParse(next)) return unsure(t('it redirects to no web address'));
      url = new URL(next);
    }
    return unsure(t('it redirects too often'));
  } catch (error) {
    return explain(error);
  }
}

/** By HEAD. Some servers refuse that, or answer it wrongly: then by GET, whose body is not read. */
async function headersOf(url: URL, internet: Internet, end: number): Promise<IncomingMessage> {
  const head = await answerOf(url, 'HEAD', internet, end);
  const { statusCode = 0 } = head;
  if (statusCode < 400 || statusCode === TOO_MANY) return head;
  return answerOf(url, 'GET', internet, end);
}

async function answerOf(url: URL, method: 'HEAD' | 'GET', internet: Internet, end: number) {
  const answer = await ask(url, { method, deadline: Math.max(1, end - Date.now()) }, internet);
  answer.on('error', () => {});
  answer.destroy();
  return answer;
}

function judge(status: number): Reached {
  const reason = t('it answers {status}', { status: String(status) });
  if (status >= 200 && status < 400) return { state: 'fine', reason };
  return { state: status === 404 || status === 410 ? 'broken' : 'unsure', reason };
}

function explain(error: unknown): Reached {
  if (error instanceof PrivateAddress) return { state: 'private', reason: t('it lies in a private network') };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'ENODATA')
    return { state: 'broken', reason: t('there is no such host') };
  const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  if (isLate) return unsure(t('no answer in time'));
  return unsure(error instanceof Error ? error.message : String(error));
}

function unsure(reason: string): Reached {
  return { state: 'unsure', reason };
}

const MOST_REDIRECTS = 5;
const TOO_MANY = 429;

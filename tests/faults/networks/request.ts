/** One request of the harness' own networks; a failure means what it means for every network. */
import { answerError, type Call, DEADLINE, fetchWithin, transportError } from '../../../src/networks/http.ts';
import type { Outside } from '../../../src/networks/network.ts';

export async function request(
  call: Call,
  { deadline = DEADLINE }: Outside,
  url: string,
  token: string,
  body?: object,
): Promise<unknown> {
  const init = {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  };
  try {
    const { ok, status, headers, text } = await exchange(deadline, url, init);
    if (!ok) throw answerError(call, { status, headers, words: text });
    return JSON.parse(text);
  } catch (error) {
    throw transportError(call, error);
  }
}

async function exchange(deadline: number, url: string, init: RequestInit) {
  const response = await fetchWithin(deadline)(url, init);
  return { ok: response.ok, status: response.status, headers: response.headers, text: await response.text() };
}

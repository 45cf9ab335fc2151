import { expect, test } from 'vitest';
import type { Account } from '../../../src/app/accounts.ts';
import type { Outgoing } from '../../../src/app/deliveries/editing.ts';
import { freshIntent } from '../../../src/app/deliveries/parts.ts';
import type { RetryContract } from '../../../src/networks/network.ts';
import { network as youtube } from '../../../src/networks/youtube/index.ts';
import type { Claim } from '../../../src/store/deliveries.ts';
import { video } from '../../networks/servers/video.ts';

const claim = { key: 'k', sentParts: [] } as unknown as Claim;

function fresh(contract: RetryContract, more: Partial<Outgoing>) {
  const account = { network: { contract }, connection: {} } as unknown as Account;
  return freshIntent(claim, { at: 1, message: { text: '', images: [], ...more }, account });
}

test.each<[RetryContract['resumes'], Partial<Outgoing>, boolean]>([
  [true, {}, true],
  ['video', { video: video(10) }, true],
  ['video', {}, false],
  [undefined, { video: video(10) }, false],
])('what stays at a network (%s) is gone on with by Retry: the intent says so', (resumes, more, says) => {
  const contract: RetryContract = { kind: 'read-back', ...(resumes && { resumes }) };
  expect(fresh(contract, more)).toEqual({ key: 'k', at: 1, marks: {}, ...(says && { contract }) });
});

test('on YouTube Retry goes on with a video, and begins an answer anew', () => {
  expect(fresh(youtube.contract, { video: video(10) }).contract).toEqual(youtube.contract);
  expect(fresh(youtube.contract, {}).contract).toBeUndefined();
});

/** A video in a person's name: LinkedIn lets nobody look at what is theirs, neither at the video nor at the post. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/linkedin/index.ts';
import type { Intent, Message } from '../../../src/networks/network.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { ADA, startLinkedIn } from '../servers/linkedin.ts';
import { intentAt, keepIn, outside, picture, textOf } from '../servers/outside.ts';
import { video } from '../servers/video.ts';

const MESSAGE: Message = { text: 'Look up', images: [], video: { ...video(5_000_000), duration: 4_000 } };
const PROCESSING = 90_000;

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startLinkedIn>>;
let intent: Intent;

beforeEach(() => restart({}));
afterEach(() => far.stop());

async function restart(ways: Parameters<typeof startLinkedIn>[1]): Promise<void> {
  await far?.stop();
  clock = new MovableClock();
  far = await startLinkedIn(clock, ways);
  intent = intentAt(clock.now());
}

function connect() {
  const access_token = far.linkedin.issueToken(ADA, ['openid', 'profile', 'w_member_social']);
  const account = { ...far.account, organization: undefined, access_token };
  return network.connect(network.account.parse(account), { ...outside(), clock });
}

function publish(message = MESSAGE, connection = connect()) {
  return connection.publish(message, intent, keepIn(intent));
}

const find = (message = MESSAGE) => connect().find?.(message, intent) ?? Promise.reject('none');

const refusalOf = (status: number, message: string) => ({ refusal: { status, body: { status, message } } });

describe('where nobody may look whether it can be used', () => {
  it('is posted when LinkedIn takes the post, and worked on until then', async () => {
    await restart({ processing: PROCESSING });
    const { reason, processingSince } = await failureOf(publish());
    expect([reason, processingSince]).toEqual(['processing', expect.any(Number)]);
    clock.moveTo(clock.now() + PROCESSING - 1_000);
    expect((await failureOf(publish())).processingSince).toBe(processingSince);
    expect(far.live()).toEqual([]);
    clock.moveTo(clock.now() + 1_000);
    await publish();
    expect([far.live().length, far.linkedin.videosBegun]).toEqual([1, 1]);
  });

  it('is told at once when the post is refused for something else', async () => {
    far.linkedin.faults.next('createPost', refusalOf(422, 'Our rules do not allow this post'));
    expect((await failureOf(publish())).reason).toBe('refused');
  });

  it('waits for a picture alike', async () => {
    await restart({ processing: PROCESSING });
    const message: Message = { text: 'Look up', images: [picture('A kite')] };
    expect((await failureOf(publish(message))).reason).toBe('processing');
    clock.moveTo(clock.now() + PROCESSING);
    await publish(message);
    expect(far.live()).toHaveLength(1);
  });

  it('is not given anew when the answer that it is whole was lost', async () => {
    far.linkedin.faults.next('finalizeVideo', { loseAnswer: 'after' });
    expect((await failureOf(publish())).reason).toBe('unreachable');
    await publish();
    expect([far.live().length, far.linkedin.videosBegun]).toEqual([1, 1]);
  });

  it('is told in LinkedIn’s words when it is not put together', async () => {
    far.linkedin.faults.next('finalizeVideo', refusalOf(400, 'The parts do not fit'));
    const { reason, message } = await failureOf(publish());
    expect([reason, message]).toEqual(['refused', expect.stringContaining('The parts do not fit')]);
  });
});

describe('where nobody may look whether the post is out', () => {
  it('is surely not, as long as it is being given, and while LinkedIn works on it', async () => {
    await restart({ processing: PROCESSING });
    expect(await find()).toBeUndefined();
    far.linkedin.faults.next('uploadPart', {});
    far.linkedin.faults.next('uploadPart', { loseAnswer: 'before' });
    expect((await failureOf(publish())).reason).toBe('unreachable');
    expect(await find()).toBeUndefined();
    expect((await failureOf(publish())).reason).toBe('processing');
    expect(await find()).toBeUndefined();
  });

  it.each(['before', 'after'] as const)(
    'is asked of a person from then on that the post was asked for: its answer lost %s it',
    async (loseAnswer) => {
      far.linkedin.faults.next('createPost', { loseAnswer });
      expect((await failureOf(publish())).reason).toBe('lost');
      const { reason, remedy } = await failureOf(find());
      expect([reason, remedy]).toEqual(['lost', 'Look at the profile, then press what you found.']);
    },
  );

  it('is asked of a person of what shows no video', async () => {
    expect((await failureOf(find(textOf('Look up')))).reason).toBe('lost');
  });
});

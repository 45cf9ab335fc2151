/** Answers to what people write under a channel's videos. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import type { Message } from '../../../src/networks/network.ts';
import { network } from '../../../src/networks/youtube/index.ts';
import { failureOf, publish } from '../../contract/networks.calls.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';
import { ACME, KIM, startYouTube } from '../servers/youtube.ts';

let clock: MovableClock;
let far: Awaited<ReturnType<typeof startYouTube>>;
let video: string;
let comment: string;

beforeEach(async () => {
  clock = new MovableClock();
  far = await startYouTube(clock);
  video = far.youtube.putUp(ACME, { title: 'Kites', description: '' });
  comment = far.youtube.comment(video, 'Where?');
});
afterEach(() => far.stop());

const connect = () => network.connect(network.account.parse(far.account), { ...outside(), clock });

function answerTo(id: string): Message {
  const answers = { id, author: { id: KIM, handle: '@kim' }, audience: 'public' as const, warning: '' };
  return { text: `${network.addressing?.(answers)}In the park & <there>`, images: [], answers };
}

const own = () => far.youtube.comments().filter(({ author }) => author.id === ACME);

it('to an answer stands in its thread, with the name of whom it is for', async () => {
  const reply = far.youtube.comment(video, 'Yes, where?', { parent: comment });
  await publish(connect(), answerTo(reply), intentAt(clock.now()));
  await publish(connect(), answerTo(comment), intentAt(clock.now()));
  expect(own()).toMatchObject([
    { text: '@kim In the park & <there>', parent: comment },
    { text: 'In the park & <there>', parent: comment },
  ]);
});

it('leads to what it says under the video', async () => {
  const message = answerTo(comment);
  const answers = message.answers && { ...message.answers, thread: video };
  const { id, url } = await publish(connect(), { ...message, ...(answers && { answers }) });
  expect(url).toBe(`https://www.youtube.com/watch?v=${video}&lc=${id}`);
});

it('costs 51 units of the quota', async () => {
  const connection = connect();
  await publish(connection, answerTo(comment), intentAt(clock.now()));
  expect(far.youtube.spent).toMatchObject({ inserts: 0, units: 51 });
});

it('is found after a lost answer behind a hundred others, also when what it answers has gone since', async () => {
  const reply = far.youtube.comment(video, 'Yes, where?', { parent: comment });
  const message = answerTo(reply);
  const intent = intentAt(clock.now());
  far.youtube.faults.next('comments.insert', { loseAnswer: 'after' });
  expect((await failureOf(publish(connect(), message, intent))).reason).toBe('lost');
  far.youtube.uncomment(reply);
  clock.moveTo(clock.now() + 60_000);
  for (let count = 0; count < 150; count += 1) far.youtube.comment(video, message.text, { parent: comment });
  expect((await connect().find?.(message, intent))?.id).toBe(own()[0]?.id);
});

it('is none that is older, and none where nothing was sent', async () => {
  const message = answerTo(comment);
  const said = { author: { id: ACME, name: '@acme' }, parent: comment };
  far.youtube.comment(video, message.text, said);
  clock.moveTo(clock.now() + 3_600_000);
  const intent = intentAt(clock.now());
  expect(await connect().find?.(message, intent)).toBeUndefined();
  far.youtube.faults.next('comments.insert', { loseAnswer: 'before' });
  await failureOf(publish(connect(), message, intent));
  expect(await connect().find?.(message, intent)).toBeUndefined();
});

it('where nobody may comment is refused, with what can be done, and the channel is not to blame', async () => {
  far.youtube.closeComments(video);
  const error = await failureOf(publish(connect(), answerTo(comment), intentAt(clock.now())));
  expect([error.reason, error.closesAccount]).toEqual(['refused', false]);
  expect(error.remedy).toContain('Switch comments on');
});

it('is read, corrected, taken down and then gone', async () => {
  const connection = connect();
  const message = answerTo(comment);
  const published = await publish(connection, message, intentAt(clock.now()));
  const given = { text: message.text, pictures: 0 };
  expect(await connection.read?.(published, given)).toEqual({ text: message.text });
  await connection.edit?.(published, { ...message, text: 'At the sea' });
  expect(own()[0]?.text).toBe('At the sea');
  await connection.remove(published);
  expect(await connection.read?.(published, given)).toEqual({ gone: '' });
  await connection.remove(published);
  const error = await failureOf(connection.edit?.(published, message) ?? Promise.resolve());
  expect([error.reason, error.message]).toEqual(['refused', expect.stringMatching(/not there any more/)]);
});

it('has text alone, needs no video, and may have what a description may not', () => {
  const ids = (more: Partial<Message>) =>
    connect()
      .preflight?.({ ...answerTo(comment), ...more })
      .map(({ id }) => id);
  expect(ids({})).toEqual([]);
  expect(ids({ images: [picture('A kite')] })).toEqual(['youtube.answers.media']);
});

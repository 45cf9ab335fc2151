/** Which picture, or which moment of a video, Instagram shows as its cover. */
import { LocalInstagram } from '@bellwether/local-networks/instagram/index.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../../src/kit/clock.ts';
import { network } from '../../../src/networks/instagram/index.ts';
import type { Connection, Message } from '../../../src/networks/network.ts';
import { preflight } from '../../../src/networks/preflight.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { MESSAGE, publishPatiently } from '../servers/films.ts';
import { APP, USER } from '../servers/instagram.ts';
import { intentAt, outside, picture } from '../servers/outside.ts';

let clock: MovableClock;
let instagram: LocalInstagram;

beforeEach(async () => {
  clock = new MovableClock();
  instagram = new LocalInstagram({ clock, users: [USER], apps: [APP] });
  await instagram.start();
});
afterEach(() => instagram.stop());

function connect(): Connection {
  const access_token = instagram.tokens.issue(USER.id, APP.scopes);
  const settings = network.account.parse({ access_token, api_url: instagram.url });
  return network.connect(settings, { ...outside(), clock });
}

const film = (cover: string): Message => ({ ...MESSAGE, fields: { cover } });

it('is the second that was approved', async () => {
  const at = { connection: connect(), local: instagram, clock };
  await publishPatiently(at, film('2.5'), intentAt(clock.now()));
  await publishPatiently(at, MESSAGE, intentAt(clock.now()));
  expect(instagram.posts().map(({ coverAt }) => coverAt)).toEqual([2_500, undefined]);
});

it('is a second that there is, and of a video', () => {
  const ids = (message: Message) =>
    connect()
      .preflight?.(message)
      .map(({ id }) => id);
  expect(ids(film('8'))).toEqual([]);
  expect(ids(film('9'))).toEqual(['instagram.cover.unreadable']);
  const one = { text: 'Look', images: [picture('A kite')], fields: { cover: '1' } };
  expect(ids(one)).toEqual(['instagram.cover.no_video']);
});

it('is the picture beside the video, as a JPEG, and goes before a second, which is told', async () => {
  const at = { connection: connect(), local: instagram, clock };
  const message: Message = { ...film('2.5'), cover: picture('') };
  await publishPatiently(at, message, intentAt(clock.now()));
  const [post] = instagram.posts();
  expect([post?.cover?.type, post?.coverAt, post?.pictures]).toEqual(['image/jpeg', undefined, []]);
  const told = async (one: Message) => [
    ...preflight(network, await connect().limits(), one),
    ...(connect().preflight?.(one) ?? []),
  ];
  expect((await told(message)).map(({ id, level }) => `${level} ${id}`)).toEqual([
    'warning instagram.cover.both',
  ]);
  expect(await told({ ...MESSAGE, cover: picture('') })).toEqual([]);
});

it('that cannot be fetched leaves nothing behind, and is tried again', async () => {
  const nowhere = { ...outside(), clock };
  const address = async () => 'http://127.0.0.1:1/cover';
  const publicMedia = nowhere.publicMedia && { ...nowhere.publicMedia, addressOf: address };
  const access_token = instagram.tokens.issue(USER.id, APP.scopes);
  const settings = network.account.parse({ access_token, api_url: instagram.url });
  const connection = network.connect(settings, { ...nowhere, ...(publicMedia && { publicMedia }) });
  const message: Message = { ...MESSAGE, cover: picture('') };
  const error = await failureOf(connection.publish(message, intentAt(clock.now()), async () => {}));
  expect([error.reason, instagram.posts()]).toEqual(['unreachable', []]);
});

/** One suite over every network: an answer that is not the network's own is no answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/networks/network.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside } from '../networks/servers/outside.ts';
import { type Reply, TestServer } from '../networks/servers/server.ts';
import { failureOf, found, intentFor, movedTo, publish, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

const PAGE = '<!doctype html><title>Down for maintenance</title>';
const JSON_TYPE = { 'content-type': 'application/json' };
/** With status 200. */
const RUBBISH: [string, Omit<Reply, 'status'>][] = [
  ['a page', { body: PAGE }],
  ['nothing', {}],
  ['half of an answer', { body: '{"ok":true,"id":"1', headers: JSON_TYPE }],
  ['a list', { body: [] }],
  ['null', { body: 'null', headers: JSON_TYPE }],
  ['something else', { body: { hello: 'world' } }],
];
const PUBLISHED = { id: '1' };

// A receiver of webhooks may answer whatever it likes: its status counts.
describe.each(fixtures.filter(({ network }) => network !== 'webhook'))('$network', (fixture) => {
  const network = found(fixture.network);
  const MESSAGE = wholeOf(fixture, textFor(fixture)('Anybody?'));
  let far: FarSide;
  let stranger: TestServer;
  let reply: Reply;

  beforeAll(async () => {
    far = await fixture.start();
  });
  beforeEach(async () => {
    stranger = await new TestServer(() => reply).start();
  });
  afterEach(() => stranger.stop());
  afterAll(() => far.stop());

  function connect(): Connection {
    return network.connect(network.account.parse(movedTo(stranger.url, far.account)), outside());
  }

  describe.each(RUBBISH)('answered with %s', (_name, answer) => {
    beforeEach(() => {
      reply = { status: 200, ...answer };
    });

    it('does not say that a post is live, nor that it was refused', async () => {
      const { reason } = await failureOf(publish(connect(), MESSAGE));
      expect(['lost', 'unreachable']).toContain(reason);
    });

    it('does not say that a post is not there, nor that it was taken down', async () => {
      const connection = connect();
      if (connection.find) {
        const { reason } = await failureOf(connection.find(MESSAGE, intentFor(connection)));
        expect(reason).toBe('unreachable');
      }
      // Where no app can tell, a person is sent there without anybody being asked.
      const reasons = (fixture.tellsWhatIsDeleted ?? true) ? ['lost', 'unreachable'] : ['refused'];
      expect(reasons).toContain((await failureOf(connection.remove(PUBLISHED))).reason);
    });

    it('does not say who it is', async () => {
      expect((await failureOf(connect().identify())).reason).toBe('unreachable');
    });
  });

  it.each([413, 429, 403, 404, 503])(
    'answered with a page of status %i, goes by the status',
    async (status) => {
      reply = { status, body: PAGE, headers: { 'retry-after': '7' } };
      const error = await failureOf(connect().identify());
      const reasons: Record<number, string> = {
        403: 'unauthorized',
        429: 'rate_limited',
        503: 'unreachable',
      };
      expect(error.reason).toBe(reasons[status] ?? 'refused');
      // Discord's client adds a little.
      if (status === 429) expect(Math.floor((error.retryAfter ?? 0) / 1_000)).toBe(7);
      expect(error.message).not.toContain('<');
    },
  );
});

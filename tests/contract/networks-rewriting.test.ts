/** One suite over every network that reads back: what is live need not say letter by letter what was given. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, type Message, NetworkError } from '../../src/networks/network.ts';
import type { FarSide } from '../networks/servers/far-side.ts';
import { outside } from '../networks/servers/outside.ts';
import { found, intentFor, publish, textFor, wholeOf } from './networks.calls.ts';
import { fixtures } from './networks.fixtures.ts';

const TEXT = '"Good morning" - it\'s Monday, and all of us are here & happy to see you again';

describe.each(fixtures)('$network', (fixture) => {
  let far: FarSide;
  beforeEach(async () => {
    far = await fixture.start();
  });
  afterEach(() => far.stop());

  function connect(): Connection {
    const network = found(fixture.network);
    return network.connect(network.account.parse(far.account), outside());
  }

  const message = (text: string): Message => wholeOf(fixture, textFor(fixture)(text));

  it('finds its post though the network wrote it otherwise', async () => {
    const connection = connect();
    if (!far.alter || !connection.find) return;
    const intent = intentFor(connection);
    const published = await publish(connection, message(TEXT), intent);
    await far.alter((text) => ` ${text.replaceAll('"', '”').replaceAll("'", '’').replaceAll(' ', '  ')} `);
    expect((await connect().find?.(message(TEXT), intent))?.id).toBe(published.id);
  });

  it('never says that a post which comes near is not there: it is found, or a person is asked', async () => {
    const connection = connect();
    if (!far.alter || !connection.find) return;
    const intent = intentFor(connection);
    const published = await publish(connection, message(TEXT), intent);
    await far.alter((text) => text.replace('here', 'there'));
    const told = await connect()
      .find?.(message(TEXT), intent)
      .catch((error: unknown) => error);
    if (told instanceof NetworkError)
      expect(told).toMatchObject({ reason: 'refused', remedy: expect.stringContaining('Look') });
    else expect(told).toMatchObject({ id: published.id });
  });

  it('does not take a post that says something else for it', async () => {
    const connection = connect();
    if (!far.alter || !connection.find || connection.prepare) return;
    const intent = intentFor(connection);
    await publish(connection, message(TEXT), intent);
    await far.alter(() => 'Good night');
    const other = { ...intent, marks: {} };
    expect(await connect().find?.(message(TEXT), other)).toBeUndefined();
  });
});

/** The local Pinterest refuses what the real one does: by its description, and not by what our client sends. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { picture } from '../networks/servers/outside.ts';
import { ADA, APP, BEN, RECIPES, SCOPES, startPinterest } from '../networks/servers/pinterest.ts';

let far: Awaited<ReturnType<typeof startPinterest>>;
beforeEach(async () => {
  far = await startPinterest();
});
afterEach(() => far.stop());

const data = picture('').bytes.toString('base64');
const image = { content_type: 'image/png', data };
const one = { source_type: 'image_base64', ...image };
const several = (count: number) => ({
  source_type: 'multiple_image_base64',
  items: Array.from({ length: count }, () => image),
});

async function create(body: object, scopes = SCOPES, user = ADA) {
  const token = far.pinterest.issueToken({ user, app: APP.id, scopes });
  const answer = await fetch(`${far.pinterest.url}/v5/pins`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { id?: string; code?: number; message?: string },
  };
}

const whole = { board_id: RECIPES, title: 'Soup', media_source: one };

test('it takes what is in order', async () => {
  expect(await create(whole)).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d+$/) } });
  expect((await create({ ...whole, media_source: several(5), description: 'a'.repeat(800) })).status).toBe(
    201,
  );
});

describe('it refuses', () => {
  test.each([
    ['a board that is no number', { board_id: 'Recipes' }, 400, 1],
    ['a board that is not there', { board_id: '1' }, 404, 40],
    ['six pictures', { media_source: several(6) }, 400, 1],
    ['one picture as several', { media_source: several(1) }, 400, 1],
    ['no picture', { media_source: undefined }, 400, 1],
    ['a description of 801 characters', { description: 'a'.repeat(801) }, 400, 1],
    ['a title of 101 characters', { title: 'a'.repeat(101) }, 400, 1],
    ['an alt text of 501 characters', { alt_text: 'a'.repeat(501) }, 400, 1],
    ['a link that is none', { link: 'soup' }, 400, 1],
    ['a picture of another type', { media_source: { ...one, content_type: 'image/jpeg' } }, 400, 1],
    ['what it does not know', { text: 'Hot' }, 400, 1],
  ])('%s', async (_what, change, status, code) => {
    expect(await create({ ...whole, ...change })).toMatchObject({ status, body: { code } });
    expect(far.pinterest.pins()).toEqual([]);
  });

  test('a token without the scope, and the board of somebody else', async () => {
    const without = SCOPES.filter((scope) => scope !== 'pins:write');
    expect(await create(whole, without)).toMatchObject({ status: 403, body: { code: 3 } });
    expect(await create(whole, SCOPES, BEN)).toMatchObject({ status: 404, body: { code: 40 } });
  });
});

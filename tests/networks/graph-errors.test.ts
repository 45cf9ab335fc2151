/** Meta's refusals: the code says what they mean, whatever status comes with it. */
import { describe, expect, test } from 'vitest';
import { graphError, isGraphRefusal } from '../../src/networks/graph-errors.ts';

const PUBLISHING = { network: 'Facebook', effect: true, secrets: ['EAAsecret'], remedy: 'Connect it again.' };

function refusal(status: number, error: object, headers: Record<string, string> = {}) {
  return graphError(PUBLISHING, { status, headers: new Headers(headers) }, JSON.stringify({ error }));
}

describe('a refusal', () => {
  test.each<[number, object, string]>([
    // As clients have met them of posts that were live.
    [500, { code: 1 }, 'lost'],
    [400, { code: 2 }, 'lost'],
    [400, { code: 100, is_transient: true }, 'lost'],
    [500, { code: 100 }, 'lost'],
    [400, { code: 190, error_subcode: 463 }, 'unauthorized'],
    [400, { code: 10 }, 'unauthorized'],
    [403, { code: 200 }, 'unauthorized'],
    [400, { code: 299 }, 'unauthorized'],
    [403, { code: 368 }, 'refused'],
    [400, { code: 100 }, 'refused'],
    [404, { code: 100, error_subcode: 33 }, 'refused'],
    [400, { code: 4 }, 'rate_limited'],
    [403, { code: 32 }, 'rate_limited'],
    [400, { code: 613 }, 'rate_limited'],
    [400, { code: 80_001 }, 'rate_limited'],
    [400, { code: 9, error_subcode: 2_207_042 }, 'rate_limited'],
    [400, { code: 4, is_transient: true }, 'rate_limited'],
  ])('of status %i with %j is %s', (status, error, reason) => {
    expect(refusal(status, { message: 'No', ...error }).reason).toBe(reason);
  });

  test('is told in the words of Meta with its codes, and without the token', () => {
    const error = { message: 'Bad EAAsecret', code: 100, error_subcode: 33, error_user_msg: 'It is gone.' };
    const told = refusal(400, error);
    expect(told.message).toBe('Facebook: Bad [secret] It is gone. (100/33).');
    expect([isGraphRefusal(told, 100), isGraphRefusal(told, 100, 33), isGraphRefusal(told, 100, 1)]).toEqual([
      ...[true, true, false],
    ]);
  });

  test('for too many calls waits as long as the account is said to need', () => {
    const usage = { 17: [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 7 }] };
    const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };
    expect(refusal(400, { message: 'No', code: 32 }, headers).retryAfter).toBe(7 * 60_000);
    expect(refusal(400, { message: 'No', code: 32 }).retryAfter).toBeUndefined();
  });

  test('that is a page goes by its status', () => {
    const page = (status: number) =>
      graphError(PUBLISHING, { status, headers: new Headers() }, '<html>Sorry</html>');
    expect([page(503).reason, page(404).reason, page(429).reason]).toEqual([
      ...['lost', 'refused', 'rate_limited'],
    ]);
    expect(page(503).message).not.toContain('<');
  });
});

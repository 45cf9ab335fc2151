/** What Redis refuses with, in its own words, and what is told of it. */
import { expect, test } from 'vitest';
import { refusalOf } from '../../src/queue/proof.ts';

const SCRIPT = ' script: 7d3e, on @user_script:1.';

test.each([
  ["CROSSSLOT Keys in request don't hash to the same slot", /is a cluster/, /without cluster mode/],
  ['MOVED 12182 10.0.0.9:6379', /is a cluster/, /without cluster mode/],
  ['ASK 12182 10.0.0.9:6379', /is a cluster/, /without cluster mode/],
  ['CLUSTERDOWN Hash slot not served', /is a cluster/, /without cluster mode/],
  ['WRONGPASS invalid username-password pair or user is disabled.', /refused the user name/, /%2F/],
  ["OOM command not allowed when used memory > 'maxmemory'.", /no memory left/, /maxmemory/],
  [
    'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
    /cannot save its data/,
    /room on its disk/,
  ],
  ['MISCONF Errors writing to the AOF file: No space left on device', /cannot save/, /its log/],
  ['NOREPLICAS Not enough good replicas to write.', /misses the copies/, /min-replicas-to-write/],
  ['LOADING Redis is loading the dataset in memory', /still loading/, /Wait/],
  ["READONLY You can't write against a read only replica.", /is a copy/, /main server/],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", /is a copy/, /main/],
  ['ERR DB index is out of range', /no database of that number/, /REDIS_URL/],
  ["NOPERM User u has no permissions to run the 'evalsha' command", /refuses what/, /EVAL/],
])('%s', (message, reason, remedy) => {
  for (const words of [message, message + SCRIPT])
    expect(refusalOf(words)).toEqual({
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
      isSure: true,
    });
});

test('a silence may end, and is not sure', () => {
  expect(refusalOf('no answer for 5 s').isSure).toBe(false);
});

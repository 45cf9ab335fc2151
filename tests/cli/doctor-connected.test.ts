import { expect, it } from 'vitest';
import { resultsFor } from '../../src/cli/verbs/doctor/connected.ts';

const team = {
  targets: { web: {} as never, 'x-acme': {} as never },
  groups: { all: ['web'] },
  awaited: [
    { name: 'linkedin-acme', field: 'groups.all[1]', line: 8 },
    { name: 'threads-acme', field: 'groups.all[2]', line: 8 },
  ],
};

it('tells of a name that stands in the file and in the database, and of one that stands in neither', () => {
  const found = resultsFor(team, ['all', 'linkedin-acme', 'x-acme']);
  expect(found.map((result) => [result.state, result.what])).toEqual([
    ['wrong', expect.stringContaining('"all" is the name of a connected target too')],
    ['wrong', expect.stringContaining('"x-acme" is the name of a connected target too')],
    ['wrong', expect.stringContaining('groups.all[2] names threads-acme, which nobody has connected')],
  ]);
  expect(resultsFor(team, ['linkedin-acme', 'threads-acme'])).toEqual([]);
});

it("says what it could not look at where the database is the running bot's alone", () => {
  expect(resultsFor(team)).toMatchObject([{ state: 'off', what: expect.stringContaining('threads-acme') }]);
  expect(resultsFor({ ...team, awaited: [] })).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationFault } from '../../config/fault.ts';
import { faultAt } from '../../config/team/issues.ts';
import { type AnySection, defineSection } from '../../config/team/section.ts';
import { readTeam } from '../../config/team.ts';
import { NETWORKS, RIGHT } from './team-file.ts';

const digest = defineSection({
  key: 'digest',
  schema: z.strictObject({ channel: z.string().optional(), lines: z.int().default(6) }).prefault({}),
  read: ({ channel, lines }, { channels, timeZone }) => ({
    ...{ lines, timeZone },
    places: channel === undefined ? {} : (channels[channel] ?? {}),
  }),
  check(raw, known, lineOf) {
    const { data } = z.object({ channel: z.string() }).safeParse(raw);
    if (!data || known.channels.includes(data.channel)) return [];
    const place = { at: ['digest'], lineOf };
    return [faultAt(place, ['channel'], 'unknown', `No channel ${data.channel}.`, 'Name one.')];
  },
});

describe('a section that a job owns', () => {
  it('is read by its own file, and reads the named channels', () => {
    const named = RIGHT.replace('channels:\n', 'channels:\n  social: { discord: "77" }\n');
    const team = read(`${named}digest: { channel: social, lines: 4 }\n`);
    expect(digest.of(team)).toEqual({ lines: 4, timeZone: 'Europe/Copenhagen', places: { discord: '77' } });
  });

  it('has its defaults where the file says nothing of it', () => {
    expect(digest.of(read(RIGHT))).toEqual({ lines: 6, timeZone: 'Europe/Copenhagen', places: {} });
  });

  it('tells what is wrong in it by line, with all other faults at once', () => {
    const faults = faultsOf(`${RIGHT}digest:\n  channel: sociall\n  lines: six\n  colour: red\n`);
    const line = RIGHT.split('\n').length;
    expect(faults.map((fault) => [fault.line, fault.field])).toEqual([
      [line + 1, 'digest.channel'],
      [line + 2, 'digest.lines'],
      [line + 3, 'digest.colour'],
    ]);
  });

  it('is an unknown key where nobody owns it', () => {
    expect(faultsOf(`${RIGHT}digest: {}\n`, []).map(({ field }) => field)).toEqual(['digest']);
  });

  it('cannot be asked for where the team was read without it', () => {
    expect(() => digest.of(read(RIGHT, []))).toThrow(/without its section digest/);
  });
});

describe('a secret in a section', () => {
  const hook = defineSection({
    key: 'hook',
    schema: z
      .strictObject({ secret: z.string().min(16, { error: 'must have at least 16 characters' }) })
      .optional(),
    secrets: ['secret'],
    read: (file) => file?.secret,
  });

  it('comes from the environment', () => {
    const text = `${RIGHT}hook: { secret: "\${HOOK_SECRET}" }\n`;
    expect(hook.of(read(text, [hook as AnySection]))).toBe('a-secret-of-sixteen');
  });

  it('is told by its name where it is missing, and never by its value where it is wrong', () => {
    const faults = [
      ...faultsOf(`${RIGHT}hook: { secret: "\${NO_SUCH}" }\n`, [hook as AnySection]),
      ...faultsOf(`${RIGHT}hook: { secret: hunter2 }\n`, [hook as AnySection]),
    ];
    expect(faults.map(({ message }) => message).join()).toMatch(/no NO_SUCH.*at least 16/s);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});

describe('channels', () => {
  it('are called by simple names', () => {
    const faults = faultsOf(RIGHT.replace('channels:\n', 'channels:\n  Social Room: { slack: C7 }\n'));
    expect(faults.map(({ field, message }) => [field, message])).toEqual([
      ['channels.Social Room', expect.stringMatching(/a-z, 0-9 and -/)],
    ]);
  });
});

function read(text: string, sections: readonly AnySection[] = [digest as AnySection]) {
  const environment = {
    BLUESKY_PASSWORD: 'app-password-1',
    HOST_NAME: 'hook.example',
    HOOK_SECRET: 'a-secret-of-sixteen',
  };
  return readTeam(text, { networks: NETWORKS, sections, environment, fileName: 'team.yaml' });
}

function faultsOf(text: string, sections?: readonly AnySection[]) {
  try {
    read(text, sections);
  } catch (error) {
    if (error instanceof ConfigurationFault) return error.faults;
    throw error;
  }
  return [];
}

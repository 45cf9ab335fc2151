import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../../config/fault.ts';
import { decodeTeam } from '../../config/team/text.ts';
import { readTeamFile } from '../../config/team.ts';
import { faultsOf, linesOf, NETWORKS, RIGHT, read } from './team-file.ts';

describe('a wrong team file', () => {
  it.each([
    [
      'a key that is almost right',
      ['time_zone: Eu', 'timezone: Eu'],
      2,
      'timezone',
      /no such key.*Did you mean time_zone\?/,
    ],
    [
      'an unknown key far from any',
      ['name: Acme', 'name: Acme\nfrobnicate: 1'],
      2,
      'frobnicate',
      /Known here: name, time_zone/,
    ],
    [
      'an unknown time zone',
      ['Europe/Copenhagen', 'Europe/Copenhagn'],
      2,
      'time_zone',
      /found "Europe\/Copenhagn".*Did you mean Europe\/Copenhagen\?/,
    ],
    [
      "a channel's name for its id",
      ['C0123', '"#social"'],
      4,
      'channels.review.slack',
      /id of a Slack channel, not its name; found "#social"/,
    ],
    [
      'a Discord id without quotes',
      ['"1234"', '1234'],
      4,
      'channels.review.discord',
      /in quotes; found 1234.*Example: discord: "1234567890123456789"/,
    ],
    [
      'no review channel',
      ['{ slack: C0123, discord: "1234" }', '{}'],
      4,
      'channels.review',
      /in at least one chat/,
    ],
    [
      'an unknown role',
      ['roles: [admin]', 'roles: [admn]'],
      6,
      'people[0].roles[0]',
      /Must be one of author, .*"admn".*Did you mean admin\?/i,
    ],
    [
      'an unknown role by group',
      ['  approver:', '  aprover:'],
      10,
      'roles.aprover',
      /no such key.*Did you mean approver/,
    ],
    [
      'banned words in typographic quotes, which would be found nowhere',
      ['[guaranteed profit]', '[“guaranteed profit”]'],
      35,
      'words.banned[0]',
      /must stand in straight quotes, or in none/i,
    ],
    [
      'the words of a disclosure in such quotes',
      ['["#ad"]', '[„#ad“]'],
      31,
      'campaigns.spring.disclosure[0]',
      /must stand in straight quotes, or in none/i,
    ],
    [
      'a variable in the way of a shell',
      [`\${BLUESKY_PASSWORD}`, '$BLUESKY_PASSWORD'],
      18,
      'targets.bluesky.password',
      /names a variable .* not filled in here.*Write it as \$\{NAME\}/,
    ],
    [
      'a variable in the way of a template',
      [`\${BLUESKY_PASSWORD}`, '"{{ BLUESKY_PASSWORD }}"'],
      18,
      'targets.bluesky.password',
      /names a variable .* not filled in here/,
    ],
    ['a person without identity', ['\n    slack: U2', ''], 7, 'people[1]', /at least one chat/],
    [
      'an identity given to two',
      ['U2', 'U1'],
      8,
      'people[1].slack',
      /U1 is Ada Example already \(people\[0\]\)/,
    ],
    ['a name given to two', ['name: Bo', 'name: Ada Example'], 7, 'people[1].name', /already/],
    [
      'an unknown owner',
      ['owner: Bo', 'owner: Boo'],
      15,
      'targets.bluesky.owner',
      /Nobody in people is called Boo.*Did you mean Bo\?/,
    ],
    [
      'an unknown network',
      ['network: bluesky', 'network: blusky'],
      13,
      'targets.bluesky.network',
      /no network called blusky.*Did you mean bluesky\?/,
    ],
    ['no network', ['\n    network: webhook', ''], 19, 'targets.hook.network', /missing/],
    [
      'a wrong key in an account',
      ['identifier:', 'identifer:'],
      17,
      'targets.bluesky.identifer',
      /Did you mean identifier\?/,
    ],
    [
      'a target with a name that is not simple',
      ['  hook:', '  My Hook:'],
      19,
      'targets.My Hook',
      /a-z, 0-9 and -.*found "My Hook".*Call it my-hook\./,
    ],
    [
      'a group with an unknown member',
      ['[bluesky, hook]', '[bluesky, hok]'],
      25,
      'groups.all[1]',
      /no target called hok.*Did you mean hook\?/,
    ],
    ['a group named like a target', ['  all:', '  hook:'], 25, 'groups.hook', /A target is called hook too/],
    [
      'a group in a group',
      ['[bluesky, hook]', '[bluesky]\n  both: [all]'],
      26,
      'groups.both[0]',
      /all is a group/,
    ],
    [
      'an empty group',
      ['[bluesky, hook]', '[]'],
      25,
      'groups.all',
      /at least one target.*Example: all: \["bluesky"\]/,
    ],
    [
      'a duration without unit',
      ['90s', '90'],
      26,
      'approval.expires_after',
      /Must be a duration; found 90.*Example: expires_after: "7d"/,
    ],
    ['an endless duration', ['90s', '4000d'], 26, 'approval.expires_after', /at most 366d/],
    [
      'a sponsored campaign that does not say how it tells',
      ['\n    disclosure: ["#ad"]', ''],
      28,
      'campaigns.spring',
      /Must say under disclosure which words tell.*Example: spring: .*disclosure/,
    ],
    ['no words of disclosure', ['["#ad"]', '[]'], 31, 'campaigns.spring.disclosure', /at least one word/],
    [
      'a tag that no target has',
      ['    tags: [eu]\n  autumn', '    tags: [eu, eux]\n  autumn'],
      32,
      'campaigns.spring.tags[1]',
      /No target has the tag eux\. Did you mean eu\?/,
    ],
    [
      'two campaigns that nobody could tell apart',
      ['  autumn:', '  SPRING SALE:'],
      33,
      'campaigns.SPRING SALE',
      /SPRING SALE is called like spring/,
    ],
    [
      'an empty campaign name',
      ['  autumn:', '  " ":'],
      33,
      'campaigns. ',
      /must not be empty.*Call it main/i,
    ],
    ['an empty banned word', ['[guaranteed profit]', '[" "]'], 35, 'words.banned[0]', /must not be empty/i],
    [
      'a rule for an unknown target',
      ['[all, bluesky]', '[all, blusky]'],
      38,
      'words.required[0].targets[1]',
      /no target or group called blusky.*Did you mean bluesky\?/,
    ],
    [
      'a rule of an unknown level',
      ['    - words: [Acme]', '    - level: warnin\n      words: [Acme]'],
      37,
      'words.required[0].level',
      /Must be one of error, warning; found "warnin".*Did you mean warning\?/i,
    ],
    [
      'a likeness beyond all',
      ['similarity: 0.9', 'similarity: 90'],
      39,
      'preflight.similarity',
      /number from 0\.5 to 1; found 90.*Example: similarity: 0\.8/,
    ],
    ['no posts a day', ['most_per_day: 5', 'most_per_day: 0'], 23, 'targets.hook.most_per_day', /at least 1/],
    [
      'a key that is almost right, in words',
      ['  banned:', '  baned:'],
      35,
      'words.baned',
      /Did you mean banned\?/,
    ],
    ['a tab', ['  review:', '\treview:'], 4, '', /not YAML.*spaces/],
    ['a key twice', ['approval:', 'name: Again\napproval:'], 26, '', /not YAML: Map keys must be unique/],
    ['a variable unquoted in braces', ['"1234" }', `"1234", x: $\{NO} }`], 4, '', /not YAML.*quotes/i],
  ])('is told with line, path and remedy: %s', (_what, [from, to], line, field, told) => {
    const faults = faultsOf(RIGHT.replace(from ?? '', to ?? ''));
    const fault = faults.find((one) => one.field === field);
    expect(fault, JSON.stringify(faults, null, 1)).toBeDefined();
    expect(fault?.line).toBe(line);
    expect(`${fault?.message} ${fault?.remedy}`).toMatch(told);
    expect(fault?.remedy).not.toBe('');
  });

  it('is told all at once, in the order of its lines', () => {
    const text = RIGHT.replace('Europe/Copenhagen', 'Nowhere')
      .replace('owner: Bo', 'owner: Zoe')
      .replace('network: webhook', 'network: x')
      .replace('[bluesky, hook]', '[nothing]')
      .replace('90s', 'soon');
    const faults = faultsOf(text, {});
    expect(faults.map(({ line, field }) => [line, field])).toEqual([
      [2, 'time_zone'],
      [15, 'targets.bluesky.owner'],
      [18, 'targets.bluesky.password'],
      [20, 'targets.hook.network'],
      [25, 'groups.all[0]'],
      [26, 'approval.expires_after'],
    ]);
  });

  it('names the variable that the environment lacks, and nothing else about that value', () => {
    const faults = faultsOf(RIGHT, { HOST_NAME: 'hook.example' });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ line: 18, field: 'targets.bluesky.password' });
    expect(faults[0]?.message).toBe('The environment has no BLUESKY_PASSWORD.');
  });

  it('fills variables into accounts alone', () => {
    const faults = faultsOf(RIGHT.replace('C0123', `"$\{HOST_NAME}"`));
    expect(faults[0]).toMatchObject({ field: 'channels.review.slack' });
  });

  it.each(['', '# nothing\n', 'just words', '- a\n- b'])(
    'says how to begin when there is no team in it: %j',
    (text) => {
      expect(faultsOf(text)[0]?.remedy).toContain('team.example.yaml');
    },
  );

  it('says so when it is not there', async () => {
    const reading = readTeamFile('/nowhere/team.yaml', { networks: NETWORKS, environment: {} });
    await expect(reading).rejects.toMatchObject({ faults: [{ message: 'There is no such file.' }] });
  });

  it('never shows what stands in an account, whatever is wrong with it', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,30}$/).map((inner) => `Zq${inner}`);
    fc.assert(
      fc.property(secret, secret, (fromEnvironment, inline) => {
        const text = RIGHT.replace('identifier: acme', `identifier: [${inline}]`)
          .replace('https://bsky.example', inline)
          .replace(`https://$\{HOST_NAME}/in`, `$\{HOST_NAME}`);
        const told = linesOf(text, { BLUESKY_PASSWORD: fromEnvironment, HOST_NAME: fromEnvironment });
        expect(told).toContain('targets.hook.url');
        expect(told).not.toContain(fromEnvironment);
        expect(told).not.toContain(inline);
      }),
    );
  });

  it.each([
    '*hunter-two',
    '!hunter-two x',
    '"\\q hunter-two"',
    '@hunter-two',
    '&hunter-two &b x',
    '[hunter-two',
    '"hunter-two',
    '> hunter-two',
  ])('does not show a password that YAML stumbles over: %s', (password) => {
    const text = RIGHT.replace(/(?<=password: ).*/, password);
    expect(faultsOf(text)[0]?.line).toBeGreaterThanOrEqual(18);
    expect(linesOf(text)).not.toContain('hunter');
  });

  it('does not show a password that looks like a number', () => {
    const text = RIGHT.replace(/(?<=password: ).*/, '31415926');
    expect(linesOf(text)).toContain(
      'targets.bluesky.password: Must be a string; found a number (not shown).',
    );
  });

  it('never stops in any other way, whatever the text is', () => {
    const lines = RIGHT.split('\n');
    const mangled = fc
      .tuple(
        fc.nat(lines.length - 1),
        fc.oneof(fc.string(), fc.constantFrom('a: *b', 'x: !y z', '? [a]', '<<: {a: 1}', '&a b: *a', '---')),
      )
      .map(([at, line]) => lines.with(at, line).join('\n'));
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string()), (text) => {
        expect(() => {
          try {
            read(text);
          } catch (error) {
            if (!(error instanceof ConfigurationFault)) throw error;
            expect(error.lines().length).toBeGreaterThan(1);
          }
        }).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

describe('what came along with a secret as it was copied', () => {
  it.each([
    ['“secret”', /password: In BLUESKY_PASSWORD: It begins or ends with a quote/],
    ['secret ', /password: In BLUESKY_PASSWORD: It begins or ends with a blank/],
    ['\tsecret', /password: In BLUESKY_PASSWORD: It begins or ends with a blank/],
    ['se\u200Bcret', /password: In BLUESKY_PASSWORD: It holds a character that is not shown/],
  ])('%j in the environment is told, and not shown', (secret, told) => {
    const lines = linesOf(RIGHT, { BLUESKY_PASSWORD: secret, HOST_NAME: 'example.org' });
    expect(lines).toMatch(told);
    expect(lines).not.toContain('secret');
  });

  it('typographic quotes around a name of the environment are told with their line', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the file
    const [fault] = faultsOf(RIGHT.replace('${BLUESKY_PASSWORD}', '“${BLUESKY_PASSWORD}”'));
    expect(fault).toMatchObject({ line: 18, field: 'targets.bluesky.password' });
    expect(fault?.message).toMatch(/begins or ends with a quote/);
  });
});

describe('a team file of another encoding', () => {
  it.each([
    [
      'Latin-1',
      Buffer.from(RIGHT.replace('Bo\n', 'Bø\n'), 'latin1'),
      /line 7.*not written in UTF-8.*Save it as UTF-8/,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${RIGHT}`, 'utf16le'), /line 1.*UTF-16.*Save it as UTF-8/],
    ['UTF-16 without a mark', Buffer.from(RIGHT, 'utf16le'), /UTF-16/],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${RIGHT}`, 'utf16le').swap16(), /UTF-16/],
  ])('%s is told', async (_name, bytes, told) => {
    expect(decodeTeam(bytes)).toMatchObject({ id: 'team.file.encoding' });
    const folder = await mkdtemp(join(tmpdir(), 'bellwether-team-'));
    await writeFile(join(folder, 'team.yaml'), bytes);
    const error = await readTeamFile(join(folder, 'team.yaml'), {
      networks: NETWORKS,
      environment: {},
    }).catch((thrown: unknown) => thrown);
    await rm(folder, { recursive: true });
    if (!(error instanceof ConfigurationFault)) throw error;
    expect(error.lines().join('\n')).toMatch(told);
  });

  it('UTF-8 is read with and without its mark', () => {
    expect(decodeTeam(Buffer.from('\uFEFFname: Bø'))).toBe('name: Bø');
  });
});

describe('a team file that was copied from a page', () => {
  it.each([
    ['a blank of a page before a key', '  slack:', '\u00a0\u00a0slack:', /line \d+.*a letter \(U\+00A0\)/],
    ['one behind a colon', 'name: ', 'name:\u00a0', /line 1.*a letter \(U\+00A0\).*blanks of this line/],
    ['a sign without width in a key', 'people:', 'peo\u200bple:', /a letter \(U\+200B\)/],
    ['line ends of old Macs', /\n/g, '\r', /lines end as on old Macs.*\(LF\)/],
    ['a second document', /$/, '\n---\nname: Other\n', /multiple docs.*Take the line ---/],
  ])('%s is told as what it is', (_name, from, to, expected) => {
    expect(linesOf(RIGHT.replace(from, to))).toMatch(expected);
  });

  it('names that are free may hold such signs, and a key that is not taken is told by them', () => {
    const named = RIGHT.replace('  spring:', '  Sommer\u00a0\u00adfest:');
    expect(Object.keys(read(named).campaigns)).toContain('Sommer\u00a0\u00adfest');
    expect(linesOf(named.replace('    title: Spring', '    tit\u00adle: Spring'))).toMatch(
      /a letter \(U\+00AD\)/,
    );
  });

  it('signs that join letters may stand in a name', () => {
    const title = '"Acme 👩\u200D🚀\u00a0Ø"';
    expect(read(RIGHT.replace('Acme on Bluesky', title)).targets.bluesky?.title).toContain('\u00a0Ø');
  });
});

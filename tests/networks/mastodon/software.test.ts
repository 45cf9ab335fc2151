import { describe, expect, test } from 'vitest';
import { keepsKeys } from '../../../src/networks/mastodon/software.ts';

describe('a server that keeps keys', () => {
  test.each([
    ['4.4.0', undefined],
    ['4.4.0', 'mastodon'],
    ['2.9.3', undefined],
    ['4.0.0rc2', undefined],
    ['4.3.0-nightly.2024-04-18', undefined],
    ['4.5.0-beta.1', 'mastodon'],
    ['4.1.5+glitch_0801_3b49b5a', undefined],
    ['4.3.0-alpha.5+chuckya', undefined],
    ['4.2.17+hometown-1.1.1', 'hometown'],
    ['4.7.0-alpha.2+pr-39999-68e5caf', undefined],
    // A build of its admin's own.
    ['4.3.2+acme-3', 'mastodon'],
  ])('tells %s (nodeinfo: %s)', (version, name) => {
    expect(keepsKeys({ version, name })).toBe(true);
  });
});

describe('a server that is not known to keep keys', () => {
  test.each([
    [undefined, undefined],
    [undefined, 'mastodon'],
    ['', undefined],
    ['3.5.3 (compatible; Pixelfed 0.12.3)', undefined],
    ['2.7.2 (compatible; Pleroma 2.6.52-725-g987f44d8)', undefined],
    ['2.7.2 (compatible; Akkoma 3.13.2)', 'akkoma'],
    ['2.8.0 (compatible; Friendica 2023.05)', undefined],
    ['4.2.1 (compatible; Iceshrimp 2023.11)', undefined],
    ['4.0.0 (compatible; Mitra 2.18.0)', undefined],
    ['4.0.0 (not true; really snac/2.57)', undefined],
    ['takahe/0.9.0', undefined],
    ['4.0.2-wildebeest', undefined],
    ['0.19.1+git-5f7d8b2', undefined],
    ['0.19.1+git-5f7d8b2', 'gotosocial'],
    ['4.1.3+0.19.1-git-5f7d8b2', undefined],
    ['4.1.3+0.19.1-git-5f7d8b2', 'gotosocial'],
    ['4.3.2+acme-3', undefined],
    ['4.2.0', 'pleroma'],
    ['Mastodon', 'mastodon'],
    ['1.3.0', 'mastodon'],
  ])('tells %s (nodeinfo: %s)', (version, name) => {
    expect(keepsKeys({ version, name })).toBe(false);
  });
});

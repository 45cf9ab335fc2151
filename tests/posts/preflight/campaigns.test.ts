import { describe, expect, test } from 'vitest';
import { rule as disclosure } from '../../../src/posts/preflight/rules/disclosure.ts';
import { rule as knownCampaign } from '../../../src/posts/preflight/rules/known-campaign.ts';
import { rule as rightAccount } from '../../../src/posts/preflight/rules/right-account.ts';
import { campaign, candidate } from './candidate.ts';

const of = (name: string | null, campaigns = {}, more = {}) =>
  candidate({ content: { campaign: name }, team: { campaigns }, ...more });

describe('a campaign', () => {
  const campaigns = { spring: campaign, autumn: { ...campaign, title: 'Autumn' } };

  test('is one of those that the team file lists, by name or title, in any case', () => {
    for (const name of ['spring', 'SPRING', 'Spring Sale', 'autumn', null])
      expect(knownCampaign.find(of(name, campaigns))).toEqual([]);
  });

  test('that is unknown is told with the nearest, or with all', () => {
    expect(knownCampaign.find(of('sprnig', campaigns))).toEqual([
      {
        id: 'post.campaign.unknown',
        level: 'error',
        field: 'campaign',
        message: 'The team has no campaign "sprnig".',
        remedy: 'Did you mean spring? /post edit with campaign:spring changes it.',
      },
    ]);
    expect(knownCampaign.find(of('christmas', campaigns))[0]?.remedy).toBe(
      'There are: spring, autumn. /post edit changes it.',
    );
    expect(knownCampaign.find(of('constructor', campaigns))).toHaveLength(1);
  });

  test('is any word where the team file lists none', () => {
    expect(knownCampaign.find(of('whatever'))).toEqual([]);
  });
});

describe('what is sponsored', () => {
  const spring = { ...campaign, sponsored: true, disclosure: ['#ad', 'Anzeige', 'paid partnership'] };
  const told = (text: string, more = {}) => disclosure.find(of('spring', { spring }, { text, ...more }));

  test.each(['New shoes #ad', 'ANZEIGE: Neue Schuhe', '(#AD) shoes', 'A Paid Partnership with X'])(
    'says so: %s',
    (text) => {
      expect(told(text)).toEqual([]);
    },
  );

  test.each(['New shoes', 'New shoes #adidas', 'An adventure', 'Kleinanzeigen'])('does not: %s', (text) => {
    expect(told(text)).toMatchObject([
      {
        id: 'post.campaign.disclosure',
        level: 'error',
        field: 'text',
        message: 'Spring sale is sponsored, and the text does not say so.',
        remedy: 'Add one of: "#ad", "Anzeige", "paid partnership".',
      },
    ]);
  });

  test("is told of the target's own text", () => {
    const own = candidate({
      content: { text: 'Shoes #ad', campaign: 'spring' },
      text: 'Shoes',
      team: { campaigns: { spring } },
    });
    expect(disclosure.find(own)[0]?.message).toBe(
      'Spring sale is sponsored, and the text for Acme on the web does not say so.',
    );
  });

  test('is nothing else', () => {
    expect(disclosure.find(of('spring', { spring: campaign }))).toEqual([]);
    expect(disclosure.find(of(null, { spring }))).toEqual([]);
    expect(disclosure.find(of('unknown', { spring }))).toEqual([]);
  });
});

describe('an account', () => {
  const told = (campaignTags: string[], tags: string[]) =>
    rightAccount.find(of('spring', { spring: { ...campaign, tags: campaignTags } }, { target: { tags } }));

  test("is not another brand's", () => {
    expect(told(['brand-a'], ['brand-b', 'eu'])).toEqual([
      {
        id: 'post.to.wrong_account',
        level: 'error',
        field: 'to',
        message: 'Campaign Spring sale is for brand-a; Acme on the web is brand-b, eu.',
        remedy: 'Leave Acme on the web out, or choose another campaign.',
      },
    ]);
  });

  test('is right where they share a tag, or one of them has none', () => {
    expect(told(['brand-a', 'eu'], ['eu'])).toEqual([]);
    expect(told([], ['eu'])).toEqual([]);
    expect(told(['eu'], [])).toEqual([]);
    expect(rightAccount.find(of(null, {}, { target: { tags: ['eu'] } }))).toEqual([]);
  });
});

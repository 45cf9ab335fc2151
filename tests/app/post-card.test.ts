/** What a post's card says of a change since its approval, where titles do not tell the accounts apart. */
import { expect, test } from 'vitest';
import { despite } from '../../src/app/posts/cards/check-blocks.ts';
import { postCard } from '../../src/app/posts/cards/post-card.ts';
import type { PostView } from '../../src/app/posts/cards/post-view.ts';
import { plainText } from '../../src/chat/card.ts';
import type { Content } from '../../src/posts/content.ts';
import type { Check } from '../../src/posts/preflight/check.ts';

const CONTENT: Content = {
  ...{ text: 'For all', variants: {}, targets: ['sky', 'sky-de'], media: [], at: null, campaign: null },
};

function changed(
  change: Partial<Content>,
  titles: Record<string, string>,
  checks: Check[] = [],
  more: object = {},
): string {
  const revision = (content: Content) => ({ revision: 1, personId: 1, content });
  return plainText(
    postCard(
      {
        post: { id: 12, revision: 2, stage: 'in_review', authorId: 1, corrects: null, input: { text: '' } },
        state: 'in_review',
        revision: revision({ ...CONTENT, ...change }),
        approvedBefore: revision(CONTENT),
        wasApproved: true,
        ...{ deliveries: [], decisions: [], foundSince: [], people: new Map() },
        comments: { count: 0, newest: [] },
        checks,
        titles: new Map(Object.entries(titles)),
        fillable: [],
        ...more,
      } as unknown as PostView,
      'Europe/Copenhagen',
    ),
  );
}

test('a change names accounts by their titles', () => {
  const said = changed({ variants: { 'sky-de': 'Für alle' } }, { sky: 'Acme', 'sky-de': 'Acme auf Deutsch' });
  expect(said).toContain("text per network: nothing → 'Acme auf Deutsch: Für alle'");
});

test('accounts with the same title are told apart, and no change hides behind the other', () => {
  const said = changed({ variants: { sky: 'One', 'sky-de': 'Two' } }, { sky: 'Acme', 'sky-de': 'Acme' });
  expect(said).toMatch(/nothing → 'Acme \(sky\): One\nAcme \(sky-de\): Two'/);
});

test('an account that the post goes to no more is named by its title as well', () => {
  const said = changed({ targets: ['sky'] }, { sky: 'Acme', 'sky-de': 'Acme auf Deutsch' });
  expect(said).toMatch(/where: 'Acme, Acme auf Deutsch' → 'Acme'/);
});

test('the one picture beside a video is said to be its cover', () => {
  const facts = { width: 320, height: 180, duration: 2_000, size: 600_000 };
  const film = { hash: 'film', alt: '', video: facts };
  const said = (...media: Content['media']) => changed({ media }, {});
  const cover = { hash: 'one', alt: 'A kite' };
  expect(said(film, cover)).toMatch(/Video: 320 by 180.*\n+Cover of the video:\n+.*A kite/);
  expect(said(film)).not.toContain('Cover');
  expect(said(cover)).not.toContain('Cover');
});

test('what several networks say of themselves is one line, and one warning to approve despite', () => {
  const check = (title: string): Check => ({
    ...{ target: title, title, counts: [] },
    findings: [
      {
        ...{ id: `${title}.alt`, level: 'warning', field: 'media' },
        message: `${title} keeps no alt text of a video.`,
        remedy: 'Say in the text what it shows.',
      },
    ],
  });
  const checks = ['LinkedIn', 'Threads', 'X'].map(check);
  const said = changed({}, {}, checks);
  expect(said).toContain(
    'Warning in media: LinkedIn keeps no alt text of a video. Say in the text what it shows. The same goes for Threads, X.',
  );
  expect(said).not.toContain('X keeps');
  expect(despite(checks)).toBe('Approve despite 1 warning?');
});

test('what several networks say is one line too among what came later and what was accepted', () => {
  const warnings = ['sky', 'sky-de'].map((target) => ({
    ...{ target, id: `${target}.alt`, message: `${target.toUpperCase()} keeps no alt text.` },
  }));
  const titles = { sky: 'SKY', 'sky-de': 'SKY-DE' };
  const said = (more: object) => changed({}, titles, [], more);
  const line = 'SKY keeps no alt text. The same goes for SKY-DE.';
  expect(said({ foundSince: warnings })).toContain(line);
  const approval = {
    ...{ revision: 2, personId: 1, kind: 'emergency', verdict: 'approve', step: null, comment: '' },
    ...{ accepted: warnings, createdAt: new Date(0) },
  };
  expect(said({ decisions: [approval] })).toContain(`Accepted with the approval: ${line}`);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  button,
  type Card,
  card,
  context,
  fields,
  list,
  plainText,
  quote,
  strong,
  text,
  time,
} from '../../../src/chat/card.ts';
import { mediaOf, type RenderOptions, render } from '../../../src/chat/discord/render.ts';
import { anyCard } from './cards.ts';
import { everyComponent, faultsIn, messageFaults } from './requests.ts';

const options: RenderOptions = { fileName: (media) => `${media}.png` };
const TEXT = 10;

function texts(shown: Card): string[] {
  const { components } = render(shown, options).body;
  return everyComponent(components).flatMap((node) => (node.type === TEXT ? [node.content ?? ''] : []));
}

describe('a card in Discord', () => {
  test('is one container in the tone’s colour, with its buttons below', () => {
    const shown = card('Draft waits', {
      tone: 'waiting',
      blocks: [
        text(['By ', strong('Ada'), ' for ', time(1_790_000_000_000)]),
        fields({ Where: 'Bluesky', Count: '287/300' }),
        { kind: 'divider' },
        context('checked\njust now'),
      ],
      actions: [
        button('post.approve', '12.3', 'Approve', { style: 'primary' }),
        { kind: 'link', label: 'Open', url: 'https://x.example/post' },
      ],
    });
    expect(render(shown, { ...options, mark: [7, 8] }).body).toEqual({
      flags: 32768,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          id: 7,
          accent_color: 0x1565c0,
          components: [
            { type: 10, id: 8, content: '## Draft waits' },
            { type: 10, content: 'By **Ada** for <t:1790000000:F>' },
            { type: 10, content: '**Where:** Bluesky\n**Count:** 287/300' },
            { type: 14, divider: true, spacing: 1 },
            { type: 10, content: '-# checked\n-# just now' },
          ],
        },
        {
          type: 1,
          components: [
            { type: 2, style: 1, label: 'Approve', custom_id: 'post.approve:12.3' },
            { type: 2, style: 5, label: 'Open', url: 'https://x.example/post' },
          ],
        },
      ],
    });
  });

  test('shows a person’s words exactly, in a block where nothing is markup', () => {
    const words = '**Big** news @everyone\n# soon :smile: https://x.example/a_b';
    expect(texts(card('x', { blocks: [quote(words, 'Text')] }))[1]).toBe(
      `**Text:**\n\`\`\`\n${words}\n\`\`\``,
    );
  });

  test('shows words that hold a code fence escaped, behind a quote mark', () => {
    expect(texts(card('x', { blocks: [quote('a ``` b\n*c*')] }))[1]).toBe('> a \\`\\`\\` b\n> \\*c\\*');
  });

  test('says so when words are too long, and attaches all of them', () => {
    const words = 'ä'.repeat(6000);
    const shown = card('x', { blocks: [quote(words)] });
    const { body, files } = render(shown, options);
    const file = files[0];
    expect(file).toMatchObject({ text: words });
    const shownText = texts(shown)[1] ?? '';
    expect(shownText).toMatch(
      /Cut here: 2,\d{3} more characters. All of it is in the file text-[0-9a-f]{12}.txt/,
    );
    expect(shownText.length).toBeGreaterThan(3700);
    expect(JSON.stringify(body)).toContain(`attachment://${file?.name}`);
  });

  test('puts pictures side by side with their alternative text', () => {
    const image = (media: string, alt: string) => ({ kind: 'image' as const, media, alt });
    const shown = card('x', { blocks: [image('aa', 'A cat'), image('bb', '')] });
    const { body, files } = render(shown, options);
    expect(everyComponent(body.components)[2]).toEqual({
      type: 12,
      items: [
        { media: { url: 'attachment://aa.png' }, description: 'A cat' },
        { media: { url: 'attachment://bb.png' } },
      ],
    });
    expect(files).toEqual([
      { name: 'aa.png', alt: 'A cat', media: 'aa' },
      { name: 'bb.png', alt: '', media: 'bb' },
    ]);
    expect(mediaOf(shown)).toEqual(['aa', 'bb']);
  });

  test('sets how somebody shows themselves beside a line, and leaves out what is no web address', () => {
    const portrait = (url: string) => ({ kind: 'portrait' as const, url, text: 'Ana *A*', alt: 'Of Ana' });
    const shown = card('x', {
      blocks: [portrait('https://a.example/ana.png'), portrait('file:///etc/passwd')],
    });
    const { body } = render(shown, options);
    const sections = everyComponent(body.components).filter(({ type }) => type === 9);
    expect(sections).toEqual([
      {
        type: 9,
        components: [{ type: 10, content: 'Ana \\*A\\*' }],
        accessory: { type: 11, media: { url: 'https://a.example/ana.png' }, description: 'Of Ana' },
      },
    ]);
  });

  test('tells a picture that it cannot show by its alternative text', () => {
    const shown = card('x', { blocks: [{ kind: 'image', url: 'file:///etc/passwd', alt: 'A cat' }] });
    expect(texts(shown)[1]).toBe('\\[Picture that cannot be shown here: A cat]');
  });

  test('writes what a press would ask below the card, since Discord cannot ask', () => {
    const shown = card('x', {
      actions: [button('post.cancel', 1, 'Cancel', { confirm: 'It leaves the calendar.' })],
    });
    expect(texts(shown)).toEqual(['## x', '-# Cancel: It leaves the calendar.']);
  });

  test('gives each of several long texts its share, and says what was cut in each', () => {
    const shown = card('x', { blocks: [text('short'), text('a'.repeat(5000)), list(['b'.repeat(5000)])] });
    const [, short, one, other] = texts(shown);
    expect(short).toBe('short');
    for (const long of [one, other]) expect(long).toMatch(/more characters are not shown here\)$/);
    expect(Math.abs((one?.length ?? 0) - (other?.length ?? 0))).toBeLessThan(5);
  });

  test('says how many parts are left out when there are too many', () => {
    const shown = card('x', { blocks: Array.from({ length: 60 }, (_, index) => text(`part ${index}`)) });
    expect(texts(shown).at(-1)).toBe('37 more parts are not shown here: too much for one Discord message.');
  });

  test('throws where a button would be missing', () => {
    const many = Array.from({ length: 26 }, (_, index) => button('a', index, 'Go'));
    expect(() => render(card('x', { actions: many }), options)).toThrow('25 buttons');
    const twice = [button('a', 1, 'Go'), button('a', 1, 'Go again')];
    expect(() => render(card('x', { actions: twice }), options)).toThrow('same id');
    const long = [button('a', 'x'.repeat(120), 'Go')];
    expect(() => render(card('x', { actions: long }), options)).toThrow('100 characters');
    expect(() => render(card(' '), options)).toThrow('without any content');
  });

  test('any card is within Discord’s limits and description, or throws', () => {
    let shownCards = 0;
    fc.assert(
      fc.property(anyCard, (shown) => {
        let rendered: ReturnType<typeof render>;
        try {
          rendered = render(shown, options);
        } catch (error) {
          expect(String(error)).toMatch(/button|content/);
          return;
        }
        shownCards += 1;
        expect(faultsIn('message', rendered.body)).toBe('');
        expect(messageFaults(rendered.body.components)).toEqual([]);
        expect(rendered.files.length).toBeLessThanOrEqual(10);
        const named = JSON.stringify(rendered.body).match(/attachment:\/\/[\w.-]+/g) ?? [];
        expect(new Set(named)).toEqual(new Set(rendered.files.map(({ name }) => `attachment://${name}`)));
      }),
      { numRuns: 400 },
    );
    expect(shownCards).toBeGreaterThan(150);
  });

  test('a small card loses none of its words', () => {
    const shown = card('Head_line', { blocks: [text('a *b*'), list(['one', 'two']), fields({ A: 'b' })] });
    const plain = plainText(shown).replace(/[^a-z]/gi, '');
    expect(
      texts(shown)
        .join('')
        .replace(/[^a-z]/gi, ''),
    ).toBe(plain);
  });
});

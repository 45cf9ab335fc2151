/**
 * A card as a Discord message with Components V2: one container (its colour is the tone), the blocks in their
 * order, and the buttons below it. Chosen over embeds since nobody can switch containers off in their client,
 * pictures keep their place and carry alternative text, and headings are headings to a screen reader.
 *
 * Pure. What is too long is cut with a note that says so; a person's exact words that are cut come whole in an
 * attached text file. Throws where a card cannot be shown at all: no content, too many or unusable buttons.
 */
import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { Action, Card, Tone } from '../card.ts';
import type { AttachedFile } from './attached.ts';
import { type FileName, unitsOf } from './blocks.ts';
import { rowsOf } from './buttons.ts';
import { arrange } from './layout.ts';
import { LIMITS } from './limits.ts';
import { type AllowedMentions, allowedMentions, pingLine } from './render/ping.ts';

export interface RenderOptions {
  fileName: FileName;
  /** Numbers that stay with the message, so that it can be found again. See mark.ts. */
  mark?: readonly [number, number];
}

export interface RenderedCard {
  body: {
    flags: number;
    components: APIMessageTopLevelComponent[];
    allowed_mentions: AllowedMentions;
  };
  /** What has to be attached under these names. */
  files: AttachedFile[];
}

export function render(shown: Card, options: RenderOptions): RenderedCard {
  const rows = rowsOf(shown.actions);
  const used = 1 + rows.length + shown.actions.length;
  const pings = pingLine(shown.ping);
  const arranged = arrange(unitsOf(shown, options.fileName), {
    components: LIMITS.components - used - (pings ? 1 : 0),
    text: LIMITS.text - shown.actions.reduce((sum, action) => sum + textIn(action), 0) - pings.length,
  });
  if (arranged.components.length === 0)
    throw new Error('A card without any content cannot be shown in Discord.');
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [container([...named(pings), ...arranged.components], shown.tone, options.mark), ...rows],
      allowed_mentions: allowedMentions(shown.ping),
    },
    files: arranged.files,
  };
}

function textIn(action: Action): number {
  const chosen = action.kind === 'select' ? action.choices.map(({ label }) => label) : [];
  return [action.label, ...chosen].reduce((sum, label) => sum + label.length, 0);
}

/** Who is notified stands first in it, for whoever is and for whoever wonders. */
function named(line: string): APIComponentInContainer[] {
  return line === '' ? [] : [{ type: ComponentType.TextDisplay, content: line }];
}

/** The pictures of a card that are ours to attach, by content hash. */
export function mediaOf(shown: Card): string[] {
  const hashes = shown.blocks.flatMap((block) =>
    block.kind === 'image' && block.media ? [block.media] : [],
  );
  return [...new Set(hashes)];
}

function container(
  components: APIComponentInContainer[],
  tone: Tone,
  mark: RenderOptions['mark'],
): APIMessageTopLevelComponent {
  const [first, ...rest] = components;
  const marked = first && mark ? [{ ...first, id: mark[1] }, ...rest] : components;
  return {
    type: ComponentType.Container,
    ...(mark ? { id: mark[0] } : {}),
    accent_color: COLOURS[tone],
    components: marked,
  };
}

const COLOURS: Record<Tone, number | null> = {
  neutral: null,
  good: 0x2e7d32,
  waiting: 0x1565c0,
  warning: 0xe65100,
  bad: 0xc62828,
};

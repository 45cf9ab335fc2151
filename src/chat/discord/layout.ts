/**
 * Fits units into a message: shares out the room for text (the longest give way first), joins neighbouring texts
 * when there are too many components, and says visibly what did not fit.
 */
import { type APIComponentInContainer, ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import { t } from '../../kit/t.ts';
import type { AttachedFile } from './attached.ts';
import { textUnit, type Unit } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { literal, write } from './markdown.ts';

export interface Arranged {
  components: APIComponentInContainer[];
  files: AttachedFile[];
}

export interface Room {
  components: number;
  /** Characters. */
  text: number;
}

/** With what is in it: a section holds a text and a picture. */
function sizeOf({ component }: Placed): number {
  return component.type === ComponentType.Section ? 1 + component.components.length + 1 : 1;
}

interface Placed {
  component: APIComponentInContainer;
  files: AttachedFile[];
}

/** With less room than this for each, none could hold a sentence and the note that it was cut. */
const LEAST_ROOM = 160;
const NOTE_ROOM = 100;

export function arrange(units: Unit[], room: Room): Arranged {
  const few = withoutTail(units, Math.floor(room.text / LEAST_ROOM));
  const cap = shareOf(few.map(fullLength), room.text - NOTE_ROOM - few.length);
  const placed = fewer(
    few.flatMap((unit) => place(unit, cap)),
    room.components,
  );
  return {
    components: placed.map(({ component }) => component),
    files: distinct(placed.flatMap(({ files }) => files)),
  };
}

function withoutTail(units: Unit[], most: number): Unit[] {
  if (units.length <= most) return units;
  return [...units.slice(0, most - 1), textUnit([literal(hiddenNote(units.length - most + 1))])];
}

function fullLength(unit: Unit): number {
  if (unit.kind === 'portrait') return unit.section.components[0]?.content.length ?? 0;
  return unit.kind === 'text' ? unit.write(Number.POSITIVE_INFINITY).content.length : 0;
}

/** The most that one may have so that all together stay within the total. */
function shareOf(lengths: number[], total: number): number {
  let left = total;
  let others = lengths.length;
  for (const length of lengths.toSorted((one, other) => one - other)) {
    if (length * others > left) return Math.floor(left / others);
    left -= length;
    others -= 1;
  }
  return Number.POSITIVE_INFINITY;
}

function place(unit: Unit, cap: number): Placed[] {
  switch (unit.kind) {
    case 'text': {
      const { content, whole } = unit.write(cap);
      if (content.trim() === '') return [];
      return whole ? [textComponent(content), fileComponent(whole)] : [textComponent(content)];
    }
    case 'gallery':
      return [{ component: { type: ComponentType.MediaGallery, items: unit.items }, files: unit.files }];
    case 'portrait':
      return [{ component: unit.section, files: [] }];
    case 'divider':
      return [
        {
          component: { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small },
          files: [],
        },
      ];
  }
}

function textComponent(content: string): Placed {
  return { component: { type: ComponentType.TextDisplay, content }, files: [] };
}

function fileComponent(file: AttachedFile): Placed {
  return {
    component: { type: ComponentType.File, file: { url: `attachment://${file.name}` } },
    files: [file],
  };
}

/** Joins texts, then leaves out from the end, when there are too many components or attachments. */
function fewer(placed: Placed[], most: number): Placed[] {
  if (fits(placed, most)) return placed;
  const joined = joinTexts(placed);
  if (fits(joined, most)) return joined;
  let kept = joined.length - 1;
  while (!fits(joined.slice(0, kept), most - 1)) kept -= 1;
  return [...joined.slice(0, kept), textComponent(write([literal(hiddenNote(joined.length - kept))]))];
}

function fits(placed: Placed[], most: number): boolean {
  const components = placed.reduce((sum, one) => sum + sizeOf(one), 0);
  return components <= most && distinct(placed.flatMap(({ files }) => files)).length <= LIMITS.attachments;
}

function joinTexts(placed: Placed[]): Placed[] {
  const joined: Placed[] = [];
  for (const next of placed) {
    const last = joined.at(-1)?.component;
    const { component } = next;
    if (last?.type === ComponentType.TextDisplay && component.type === ComponentType.TextDisplay) {
      joined[joined.length - 1] = textComponent(`${last.content}\n${component.content}`);
    } else joined.push(next);
  }
  return joined;
}

function distinct(files: AttachedFile[]): AttachedFile[] {
  return files.filter((file, index) => files.findIndex((other) => other.name === file.name) === index);
}

function hiddenNote(count: number): string {
  return t(
    '{count, plural, one {# more part is} other {# more parts are}} not shown here: too much for one Discord message.',
    {
      count,
    },
  );
}

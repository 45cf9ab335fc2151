/**
 * A message's blocks: what is read is drawn by slack-blocks-to-jsx, what is pressed or chosen by us, and pictures too
 * (the library's have a button without a name, and know no files of Slack).
 */
import { memo, type ReactNode } from 'react';
import { type Block, Message as Drawn } from 'slack-blocks-to-jsx';
import type { SlackSnapshot } from '../api.ts';
import { relative } from '../time.ts';
import { useNow } from '../use-view.ts';
import { writeDate } from './date.ts';
import { Element } from './element.tsx';
import { emojiOf } from './emoji.ts';
import { isObject, type Json, objectIn, objectsIn, stringIn, wordsIn } from './json.ts';

interface BlocksProps {
  blocks: Json[];
  snapshot: SlackSnapshot;
  busy: string | undefined;
  onPress(actionId: string, value: string | undefined): void;
  onChoose(actionId: string, choice: string | number | string[]): void;
}

export function Blocks({ blocks, ...props }: BlocksProps) {
  return (
    <div className="blocks">
      {groupsOf(blocks).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name that stays.
        <Group key={index} group={group} {...props} />
      ))}
    </div>
  );
}

/** Neighbours that are only read stand together. */
function groupsOf(blocks: Json[]): Json[][] {
  const groups: Json[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last?.every(isRead) && isRead(block)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function isRead(block: Json): boolean {
  return !['actions', 'image', 'input'].includes(stringIn(block, 'type')) && !isObject(block.accessory);
}

function Group({ group, ...props }: Omit<BlocksProps, 'blocks'> & { group: Json[] }) {
  const [block] = group;
  if (!block) return null;
  const { snapshot } = props;
  if (isRead(block)) return <ReadBlocks json={readJson(group)} snapshot={snapshot} />;
  if (block.type === 'image') return <Picture block={block} />;
  if (block.type === 'actions')
    return (
      <div className="actions">
        {objectsIn(block, 'elements').map((element) => (
          <Element key={stringIn(element, 'action_id')} element={element} {...props} />
        ))}
      </div>
    );
  const { accessory: _, ...read } = block;
  const accessory = objectIn(block, 'accessory');
  return (
    <div className="with-accessory">
      <ReadBlocks json={readJson([read])} snapshot={snapshot} />
      {accessory.type === 'image' ? (
        <Picture block={accessory} />
      ) : (
        <Element element={accessory} {...props} />
      )}
    </div>
  );
}

function Picture({ block }: { block: Json }) {
  const file = stringIn(objectIn(block, 'slack_file'), 'id');
  const source = file ? `/files/slack/${file}` : stringIn(block, 'image_url');
  return (
    <figure className="picture">
      <img src={source} alt={stringIn(block, 'alt_text')} />
      {wordsIn(block, 'title') && <figcaption>{wordsIn(block, 'title')}</figcaption>}
    </figure>
  );
}

/** Slack reads markup in `verbatim` texts too (it only looks for no bare links), the library does not. */
function readJson(blocks: Json[]): string {
  return JSON.stringify(blocks, (key, value) => (key === 'verbatim' ? undefined : value));
}

/** By the blocks' JSON, so that a card which did not change is not drawn again. */
const ReadBlocks = memo(
  function ReadBlocks({ json, snapshot }: { json: string; snapshot: SlackSnapshot }) {
    const blocks: Block[] = JSON.parse(json);
    const users = snapshot.users.map(({ id, name }) => ({ id, name }));
    const groups = snapshot.userGroups.map(({ id, handle }) => ({ id, name: handle }));
    const channels = snapshot.channels.map(({ id, name }) => ({ id, name }));
    return (
      <Drawn
        blocks={blocks}
        name=""
        logo=""
        theme="light"
        withoutWrapper
        data={{ users, channels, user_groups: groups }}
        hooks={{
          date: (data) => <SlackDate {...data} zone={snapshot.user.tz} />,
          emoji: emojiOf,
          link: outsideLink,
        }}
      />
    );
  },
  (before, after) =>
    before.json === after.json &&
    before.snapshot.user.id === after.snapshot.user.id &&
    before.snapshot.users.length === after.snapshot.users.length,
);

function outsideLink({
  href,
  children,
  className,
}: {
  href: string;
  children: ReactNode;
  className: string;
}) {
  return (
    <a href={href} className={className} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

interface SlackDateProps {
  timestamp: string;
  format: string;
  zone: string;
}

function SlackDate({ timestamp, format, zone }: SlackDateProps) {
  const now = useNow(15_000);
  const at = Number(timestamp) * 1000;
  const words = format.includes('{ago}') ? format.replace('{ago}', relative(at, now)) : format;
  return (
    <time dateTime={new Date(at).toISOString()} title={writeDate('{date_long} at {time}', at, now, zone)}>
      {writeDate(words, at, now, zone)}
    </time>
  );
}

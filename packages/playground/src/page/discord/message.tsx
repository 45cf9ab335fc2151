/** One message in Discord. The frame is the library's; what is pressed in it is ours. */
import { useContext, useState } from 'react';
import type { Act } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { LineForm } from '../parts/line-form.tsx';
import { elementId } from '../parts/links.ts';
import { Menu, type MenuItem } from '../parts/menu.tsx';
import { clockTime } from '../time.ts';
import { Attachments } from './attachments.tsx';
import { Components, partsOf } from './components.tsx';
import { MessageFrame } from './elements.ts';
import { Embeds } from './embeds.tsx';
import type { DiscordChannel, DiscordMessage } from './snapshot.ts';
import { Reading, Written } from './written.tsx';

interface MessageProps {
  message: DiscordMessage;
  channel: DiscordChannel;
  zone: string;
  act: Act;
  onReply(): void;
}

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

export function Message({ message, channel, zone, act, onReply }: MessageProps) {
  const { id, author, content, flags = 0 } = message;
  const doing = useDoing();
  const [editing, setEditing] = useState(false);
  const me = useContext(Reading)?.snapshot.me.id;
  const ephemeral = (flags & EPHEMERAL) !== 0;
  const name = author.global_name ?? author.username;
  const used = message.interaction_metadata?.user;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an article of its own would lose the library's spacing.
    <div
      className="message"
      id={elementId('discord', id)}
      tabIndex={-1}
      role="article"
      aria-label={`${name}, ${clockTime(Date.parse(message.timestamp), zone)}`}
      data-ephemeral={ephemeral || undefined}
    >
      {message.referenced_message && (
        <p className="answered">
          ↱ {message.referenced_message.author.global_name ?? message.referenced_message.author.username}:{' '}
          {message.referenced_message.content || 'a card'}
        </p>
      )}
      {!message.referenced_message && used && (
        <p className="answered">↱ {used.global_name ?? used.username} asked</p>
      )}
      <MessageFrame
        author={name}
        avatar={`/avatars/${author.id}.svg`}
        bot={author.bot ?? false}
        timestamp={clockTime(Date.parse(message.timestamp), zone)}
        lightTheme
      >
        {(flags & LOADING) !== 0 && <p className="thinking">{name} is thinking…</p>}
        {content && <Written text={content} />}
        <Components
          parts={partsOf(message.components)}
          busy={doing.busy}
          onPress={(customId) => void doing.run(customId, () => act('press', { message: id, customId }))}
          onChoose={(customId, values) =>
            void doing.run(customId, () => act('choose', { message: id, customId, values }))
          }
        />
        <Embeds embeds={message.embeds} />
        <Attachments attachments={message.attachments} shown={JSON.stringify(message.components ?? [])} />
        <Reactions message={message} act={act} />
        {editing && (
          <LineForm
            label="Edit message"
            action="Save"
            text={content}
            send={(text) => act('edit', { message: id, text })}
            onDone={() => setEditing(false)}
          />
        )}
        {doing.problem && (
          <p className="failed" role="alert">
            {doing.problem}
          </p>
        )}
        {ephemeral && (
          <p className="private">
            Only you can see this ·{' '}
            <button type="button" onClick={() => void act('dismiss', { message: id })}>
              Dismiss message
            </button>
          </p>
        )}
      </MessageFrame>
      {!ephemeral && (
        <Menu
          label={`More about the message of ${name}`}
          items={[
            ...menuOf(message, channel, act, onReply),
            ...(author.id === me ? ownMenu(id, act, () => setEditing(true)) : []),
          ]}
        />
      )}
    </div>
  );
}

function ownMenu(message: string, act: Act, edit: () => void): MenuItem[] {
  return [
    { label: 'Edit message', run: edit },
    { label: 'Delete message', run: () => void act('delete', { message }) },
  ];
}

function menuOf(
  { id, author }: DiscordMessage,
  channel: DiscordChannel,
  act: Act,
  onReply: () => void,
): MenuItem[] {
  return [
    ...(channel.maySend ? [{ label: 'Reply', run: onReply }] : []),
    { label: 'React with 👍', run: () => void act('react', { message: id, emoji: '👍' }) },
    ...channel.messageCommands.map((name) => ({
      label: name,
      run: () => void act('menu', { name, message: id }),
    })),
    ...channel.userCommands.map((name) => ({
      label: `${name} (the person)`,
      run: () => void act('user-menu', { name, user: author.id, channel: channel.id }),
    })),
  ];
}

function Reactions({ message, act }: { message: DiscordMessage; act: Act }) {
  if (!message.reactions?.length) return null;
  return (
    <p className="reactions">
      {message.reactions.map(({ emoji, count }) => (
        <button
          key={emoji.name}
          type="button"
          aria-label={`${emoji.name}, ${count}`}
          onClick={() => void act('react', { message: message.id, emoji: emoji.name ?? '' })}
        >
          {emoji.name} {count}
        </button>
      ))}
    </p>
  );
}

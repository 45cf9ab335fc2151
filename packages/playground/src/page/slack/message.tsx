/** One message in Slack: who, when, what it says, its thread, and what can be done with it. */
import { useId, useState } from 'react';
import type { Act, SlackSnapshot } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { LineForm } from '../parts/line-form.tsx';
import { elementId } from '../parts/links.ts';
import { Menu, type MenuItem } from '../parts/menu.tsx';
import { clockTime } from '../time.ts';
import { Blocks } from './blocks.tsx';
import { Files } from './files.tsx';
import { explained } from './problem.ts';
import type { SlackMessage } from './snapshot.ts';

interface MessageProps {
  message: SlackMessage;
  snapshot: SlackSnapshot;
  act: Act;
  replying?: boolean;
  setReplying?: (replying: boolean) => void;
}

export function Message({ message, snapshot, act, replying = false, setReplying }: MessageProps) {
  const { ts, channel, replies, ephemeral } = message;
  const doing = useDoing();
  const [editing, setEditing] = useState(false);
  const place = { channel, ts };
  const nameId = useId();
  const author = snapshot.users.find(({ id }) => id === message.user);
  const blocks = message.blocks.length > 0 ? message.blocks : textBlocks(message.text);
  return (
    <article
      className="message"
      id={elementId('slack', ts)}
      tabIndex={-1}
      aria-labelledby={nameId}
      data-ephemeral={ephemeral || undefined}
    >
      {ephemeral && <p className="private">Only visible to you</p>}
      <img className="avatar" src={`/avatars/${message.user}.svg`} alt="" width="36" height="36" />
      <div className="message-main">
        <p className="byline">
          <b id={nameId}>{message.isApp ? message.userName : (author?.realName ?? message.userName)}</b>
          {message.isApp && <span className="app">App</span>}
          <time>{clockTime(Number(ts) * 1000, snapshot.user.tz)}</time>
        </p>
        <Blocks
          blocks={blocks}
          snapshot={snapshot}
          busy={doing.busy}
          onPress={(actionId, value) =>
            void doing.run(actionId, () =>
              act('press', { ...place, actionId, ...(value === undefined ? {} : { value }) }),
            )
          }
          onChoose={(actionId, choice) =>
            void doing.run(actionId, () => act('choose', { ...place, actionId, choice }))
          }
        />
        {message.edited && !message.isApp && <small className="edited">(edited)</small>}
        <Files files={message.files} />
        <Reactions message={message} act={act} />
        {doing.problem && (
          <p className="failed" role="alert">
            {explained(doing.problem)}
          </p>
        )}
        {ephemeral && (
          <button type="button" className="dismiss" onClick={() => void act('dismiss', place)}>
            Dismiss
          </button>
        )}
        {replies.length > 0 && (
          <section className="thread" aria-label="Thread">
            {replies.map((reply) => (
              <Message key={reply.ts} message={reply} snapshot={snapshot} act={act} />
            ))}
          </section>
        )}
        {editing && (
          <LineForm
            label="Edit message"
            action="Save"
            text={plainWords(message.text)}
            send={(text) => act('edit', { ...place, text })}
            onDone={() => setEditing(false)}
          />
        )}
        {replying && setReplying && (
          <LineForm
            label="Reply in thread"
            action="Reply"
            send={(text) => act('say', { channel, text, threadTs: ts })}
            onDone={() => setReplying(false)}
          />
        )}
      </div>
      {!ephemeral && (
        <Menu
          label={`More about the message of ${message.userName}`}
          items={[
            ...menuOf(snapshot, place, act, setReplying),
            ...(message.user === snapshot.user.id ? ownMenu(place, act, () => setEditing(true)) : []),
          ]}
        />
      )}
    </article>
  );
}

function menuOf(
  snapshot: SlackSnapshot,
  place: { channel: string; ts: string },
  act: Act,
  setReplying: MessageProps['setReplying'],
): MenuItem[] {
  const shortcuts = snapshot.shortcuts.filter(({ type }) => type === 'message');
  return [
    ...(setReplying ? [{ label: 'Reply in thread', run: () => setReplying(true) }] : []),
    { label: 'React with 👍', run: () => void act('react', { ...place, name: '+1' }) },
    ...shortcuts.map(({ name, callbackId }) => ({
      label: name,
      run: () => void act('shortcut', { ...place, callbackId }),
    })),
  ];
}

function ownMenu(place: { channel: string; ts: string }, act: Act, edit: () => void): MenuItem[] {
  return [
    { label: 'Edit message', run: edit },
    { label: 'Delete message', run: () => void act('delete', place) },
  ];
}

/** As they were typed, as far as Slack's escapes go. */
function plainWords(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function Reactions({ message, act }: { message: SlackMessage; act: Act }) {
  if (message.reactions.length === 0) return null;
  return (
    <p className="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          aria-label={`${name}, ${users.length}`}
          onClick={() => void act('react', { channel: message.channel, ts: message.ts, name })}
        >
          {EMOJI[name] ?? `:${name}:`} {users.length}
        </button>
      ))}
    </p>
  );
}

const EMOJI: Record<string, string> = { '+1': '👍', white_check_mark: '✅', eyes: '👀', heart: '❤️' };

function textBlocks(text: string): Record<string, unknown>[] {
  return text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text } }];
}

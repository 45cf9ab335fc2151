/** Where a person writes in Discord: a message, or a command with a field for each option. */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { type Act, type SentFile, toSentFile, type View } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import type { Suggestion } from '../parts/suggestion.ts';
import { Suggestions, useSuggestions } from '../parts/suggestions.tsx';
import { CommandForm } from './command-form.tsx';
import type { DiscordChannel, DiscordMessage, KnownCommand } from './snapshot.ts';

interface ComposerProps {
  channel: DiscordChannel;
  snapshot: View['discord'];
  replyTo: DiscordMessage | undefined;
  endReply(): void;
  act: Act;
}

interface CommandSuggestion extends Suggestion {
  command: KnownCommand;
}

export function Composer({ channel, snapshot, replyTo, endReply, act }: ComposerProps) {
  const [text, setText] = useState('');
  const [command, setCommand] = useState<KnownCommand>();
  const [file, setFile] = useState<SentFile>();
  const doing = useDoing();
  const field = useRef<HTMLTextAreaElement>(null);
  const fileId = useId();
  const suggesting = useSuggestions(commandsLike(text, channel.commands), text, (item) => {
    setCommand(item.command);
    setText('');
  });
  const leaveCommand = () => {
    setCommand(undefined);
    requestAnimationFrame(() => field.current?.focus());
  };
  if (command)
    return (
      <CommandForm
        command={command}
        channel={channel.id}
        snapshot={snapshot}
        act={act}
        onEnd={leaveCommand}
      />
    );

  const send = async () => {
    if (text.trim() === '' && !file) return;
    const body = { channel: channel.id, text: text.trim(), ...(replyTo ? { replyTo: replyTo.id } : {}) };
    const outcome = await doing.run('send', () =>
      act('say', { ...body, ...(file ? { files: [file] } : {}) }),
    );
    if (!outcome.ok) return;
    setText('');
    setFile(undefined);
    endReply();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (suggesting.onKeyDown(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const name = channel.name ? `#${channel.name}` : 'Bellwether';
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Suggestions of={suggesting} label="Commands" />
      {doing.problem && (
        <p className="failed" role="alert">
          {doing.problem}
        </p>
      )}
      {replyTo && (
        <p className="attached">
          Replying to {replyTo.author.global_name ?? replyTo.author.username}{' '}
          <button type="button" onClick={endReply}>
            Stop
          </button>
        </p>
      )}
      {file && (
        <p className="attached">
          {file.name}{' '}
          <button type="button" onClick={() => setFile(undefined)}>
            Remove
          </button>
        </p>
      )}
      <div className="composer-row">
        <label className="attach" htmlFor={fileId}>
          <span aria-hidden="true">+</span>
          <span className="unseen">Add a file</span>
          <input
            id={fileId}
            type="file"
            onChange={async ({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) setFile(await toSentFile(chosen));
              target.value = '';
            }}
          />
        </label>
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={`Message ${name}`}
          placeholder={channel.maySend ? `Message ${name}, or type /` : 'You may not write here'}
          disabled={!channel.maySend}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          {...suggesting.field}
        />
        <button type="submit" className="send" aria-busy={doing.busy === 'send'}>
          Send
        </button>
      </div>
    </form>
  );
}

function commandsLike(text: string, commands: KnownCommand[]): CommandSuggestion[] {
  const [, typed] = /^\/(.*)$/.exec(text) ?? [];
  if (typed === undefined) return [];
  return commands
    .filter(({ name }) => name.startsWith(typed.trimStart()))
    .map((command) => ({ label: `/${command.name}`, detail: command.description, eager: true, command }));
}

/** Where a person writes in Slack: messages, slash commands with completion, files. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Act, SentFile, SlackSnapshot } from '../api.ts';
import { toSentFile } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { Suggestions, useSuggestions } from '../parts/suggestions.tsx';
import { type Completion, completionsFor, type KnownCommands } from './completion.ts';
import { explained } from './problem.ts';

interface ComposerProps {
  snapshot: SlackSnapshot;
  commands: KnownCommands;
  channel: { id: string; name: string; kind: string };
  draft: string;
  setDraft(draft: string): void;
  act: Act;
}

export function Composer({ snapshot, commands, channel, draft, setDraft, act }: ComposerProps) {
  const [file, setFile] = useState<SentFile>();
  const doing = useDoing();
  const field = useRef<HTMLTextAreaElement>(null);
  const fileId = useId();
  const name = channel.kind === 'im' ? channel.name : `#${channel.name}`;
  const take = ({ text, caret }: Completion) => {
    setDraft(text);
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const suggesting = useSuggestions(completionsFor(draft, snapshot.commands, commands), draft, take);
  useGrowing(field, draft);

  const send = async () => {
    if (draft.trim() === '' && !file) return;
    const outcome = await doing.run('send', () => sendAs(act, channel.id, draft.trim(), file));
    if (!outcome.ok && !draft.startsWith('/')) return;
    setDraft('');
    setFile(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (suggesting.onKeyDown(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
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
          {explained(doing.problem)}
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
          value={draft}
          aria-label={`Message ${name}`}
          placeholder={`Message ${name}, or type /`}
          data-guide="slack-composer"
          onChange={(event) => setDraft(event.target.value)}
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

function sendAs(act: Act, channel: string, text: string, file: SentFile | undefined) {
  if (file) return act('upload', { channel, text, file });
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  return command ? act('command', { channel, command, text: rest }) : act('say', { channel, text });
}

/** As high as what is written, up to a few lines. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useEffect(() => {
    void text;
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 140)}px`;
  }, [text, field]);
}

/** Where a person writes in Slack: messages, slash commands with completion, files. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Act, Outcome, SentFile, SlackSnapshot } from '../api.ts';
import { MessageForm, useComposing } from '../parts/message-form.tsx';
import { type Completion, completionsFor, type KnownCommands } from './completion.ts';

interface ComposerProps {
  snapshot: SlackSnapshot;
  commands: KnownCommands;
  channel: { id: string; name: string; kind: string };
  draft: string;
  setDraft(draft: string): void;
  act: Act;
}

export function Composer({ snapshot, commands, channel, draft, setDraft, act }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const take = ({ text, caret }: Completion) => {
    setDraft(text);
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const send = async (text: string, file: SentFile | undefined) => {
    const outcome = await sendAs(act, channel.id, text, file);
    // A command is gone once it was said, whatever came of it.
    if (!file && text.startsWith('/')) setDraft('');
    return outcome;
  };
  const suggestions = completionsFor(draft, snapshot.commands, commands);
  const composing = useComposing({ field, text: draft, setText: setDraft, suggestions, take, send });
  useGrowing(field, draft);
  return (
    <MessageForm
      of={composing}
      to={channel.kind === 'im' ? channel.name : `#${channel.name}`}
      guide="slack-composer"
    />
  );
}

function sendAs(act: Act, channel: string, text: string, file: SentFile | undefined): Promise<Outcome> {
  if (file) return act('upload', { channel, text, file });
  const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  return command ? act('command', { channel, command, text: rest }) : act('say', { channel, text });
}

/** As high as what is written, up to a few lines. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useEffect(() => {
    void text;
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 140)}px`;
  }, [text, field]);
}

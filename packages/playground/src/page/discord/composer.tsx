/** Where a person writes in Discord: a message, or a command with a field for each option. */
import { useRef, useState } from 'react';
import type { Act, SentFile, View } from '../api.ts';
import { Attached, MessageForm, useComposing } from '../parts/message-form.tsx';
import type { Suggestion } from '../parts/suggestion.ts';
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
  const field = useRef<HTMLTextAreaElement>(null);
  const take = (item: CommandSuggestion) => {
    setCommand(item.command);
    setText('');
  };
  const leaveCommand = () => {
    setCommand(undefined);
    requestAnimationFrame(() => field.current?.focus());
  };
  const send = async (words: string, file: SentFile | undefined) => {
    const outcome = await act('say', {
      channel: channel.id,
      text: words,
      ...(replyTo ? { replyTo: replyTo.id } : {}),
      ...(file ? { files: [file] } : {}),
    });
    if (outcome.ok) endReply();
    return outcome;
  };
  const suggestions = commandsLike(text, channel.commands);
  const composing = useComposing({ field, text, setText, suggestions, take, send });
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
  return (
    <MessageForm
      of={composing}
      to={channel.name ? `#${channel.name}` : 'Bellwether'}
      maySend={channel.maySend}
    >
      {replyTo && (
        <Attached undo="Stop" onUndo={endReply}>
          Replying to {replyTo.author.global_name ?? replyTo.author.username}
        </Attached>
      )}
    </MessageForm>
  );
}

function commandsLike(text: string, commands: KnownCommand[]): CommandSuggestion[] {
  const [, typed] = /^\/(.*)$/.exec(text) ?? [];
  if (typed === undefined) return [];
  return commands
    .filter(({ name }) => name.startsWith(typed.trimStart()))
    .map((command) => ({ label: `/${command.name}`, detail: command.description, eager: true, command }));
}

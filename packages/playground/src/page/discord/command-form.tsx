/** A command that was chosen: its options as fields, the optional ones added when wanted. Enter sends, Escape leaves. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Act, View } from '../api.ts';
import { useDoing } from '../parts/busy.ts';
import { OptionField, type OptionValue } from './option-field.tsx';
import type { KnownCommand } from './snapshot.ts';

type OptionValues = Record<string, OptionValue>;

interface CommandFormProps {
  command: KnownCommand;
  channel: string;
  snapshot: View['discord'];
  act: Act;
  onEnd(): void;
}

export function CommandForm({ command, channel, snapshot, act, onEnd }: CommandFormProps) {
  const [values, setValues] = useState<OptionValues>({});
  const [added, setAdded] = useState<string[]>([]);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const shown = command.options.filter(({ name, required }) => required || added.includes(name));
  const left = command.options.filter((option) => !shown.includes(option));
  const fieldCount = shown.length;
  useEffect(() => {
    const fields = form.current?.querySelectorAll<HTMLElement>('.option-field input, .option-field select');
    const last = fields?.[Math.max(0, fieldCount - 1)] ?? form.current?.querySelector<HTMLElement>('.send');
    last?.focus();
  }, [fieldCount]);
  const send = async () => {
    const body = { channel, command: command.name, options: given(values) };
    const outcome = await doing.run('send', () => act('command', body));
    if (outcome.ok) onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onEnd();
  };
  return (
    <form
      ref={form}
      className="composer command-form"
      aria-label={`/${command.name}`}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {doing.problem && (
        <p className="failed" role="alert">
          {doing.problem}
        </p>
      )}
      <p className="command-head">
        <code>/{command.name}</code> <span>{command.description}</span>
      </p>
      {shown.map((option) => (
        <OptionField
          key={option.name}
          option={option}
          value={values[option.name]}
          snapshot={snapshot}
          onChange={(value) => setValues((before) => ({ ...before, [option.name]: value }))}
          complete={(value) =>
            act('complete', {
              channel,
              command: command.name,
              options: given({ ...values, [option.name]: value }),
              focused: option.name,
            })
          }
        />
      ))}
      <div className="command-foot">
        {left.map(({ name, description }) => (
          <button key={name} type="button" title={description} onClick={() => setAdded([...added, name])}>
            + {name}
          </button>
        ))}
        <span className="spring" />
        <button type="button" className="quiet" onClick={onEnd}>
          Cancel
        </button>
        <button type="submit" className="send" aria-busy={doing.busy === 'send'}>
          Send
        </button>
      </div>
    </form>
  );
}

function given(values: OptionValues): OptionValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** Where a person writes in a chat: a text with suggestions above it, a file, and Enter to send. */
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { type Outcome, type SentFile, toSentFile } from '../api.ts';
import { type Doing, useDoing } from './busy.ts';
import type { Suggestion } from './suggestion.ts';
import { type Suggesting, Suggestions, useSuggestions } from './suggestions.tsx';

interface ComposingOptions<S extends Suggestion> {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText(text: string): void;
  suggestions: S[];
  take(suggestion: S): void;
  /** Gets the text without the blanks around it. Text and file stay until this went well. */
  send(text: string, file: SentFile | undefined): Promise<Outcome>;
}

export interface Composing<S extends Suggestion>
  extends Pick<ComposingOptions<S>, 'field' | 'text' | 'setText'> {
  file: SentFile | undefined;
  setFile(file: SentFile | undefined): void;
  suggesting: Suggesting<S>;
  doing: Doing;
  submit(): Promise<void>;
}

/** Apart from its form, so that what was written outlives another form in its place. */
export function useComposing<S extends Suggestion>(options: ComposingOptions<S>): Composing<S> {
  const { field, text, setText, suggestions, take, send } = options;
  const [file, setFile] = useState<SentFile>();
  const suggesting = useSuggestions(suggestions, text, take);
  const doing = useDoing();
  const submit = async () => {
    const words = text.trim();
    if (words === '' && !file) return;
    const outcome = await doing.run('send', () => send(words, file));
    if (!outcome.ok) return;
    setText('');
    setFile(undefined);
  };
  return { field, text, setText, file, setFile, suggesting, doing, submit };
}

interface MessageFormProps<S extends Suggestion> {
  of: Composing<S>;
  /** Who reads it: `#social`, or a name. */
  to: string;
  maySend?: boolean;
  /** By which the guide finds the text field. */
  guide?: string;
  /** What else goes with the message. */
  children?: ReactNode;
}

export function MessageForm<S extends Suggestion>(props: MessageFormProps<S>) {
  const { of, to, maySend = true, guide, children } = props;
  const { field, text, setText, file, setFile, suggesting, doing, submit } = of;
  const onKeyDown = (event: KeyboardEvent) => {
    if (suggesting.onKeyDown(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void submit();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Suggestions of={suggesting} label="Commands" />
      {doing.problem && (
        <p className="failed" role="alert">
          {doing.problem}
        </p>
      )}
      {children}
      {file && (
        <Attached undo="Remove" onUndo={() => setFile(undefined)}>
          {file.name}
        </Attached>
      )}
      <div className="composer-row">
        <FileButton onChoose={setFile} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={`Message ${to}`}
          placeholder={maySend ? `Message ${to}, or type /` : 'You may not write here'}
          disabled={!maySend}
          data-guide={guide}
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

interface AttachedProps {
  undo: string;
  onUndo(): void;
  children: ReactNode;
}

/** A line above the text field about what goes with the message, with a button that takes it away. */
export function Attached({ undo, onUndo, children }: AttachedProps) {
  return (
    <p className="attached">
      {children}{' '}
      <button type="button" onClick={onUndo}>
        {undo}
      </button>
    </p>
  );
}

function FileButton({ onChoose }: { onChoose(file: SentFile): void }) {
  const id = useId();
  return (
    <label className="attach" htmlFor={id}>
      <span aria-hidden="true">+</span>
      <span className="unseen">Add a file</span>
      <input
        id={id}
        type="file"
        onChange={async ({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onChoose(await toSentFile(chosen));
          // Else choosing the same file again would be no change.
          target.value = '';
        }}
      />
    </label>
  );
}

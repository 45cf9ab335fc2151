/** The Slack pane: channels, messages, composer, and the form that is open. */
import { useState } from 'react';
import type { Act, Person, SlackSnapshot } from '../api.ts';
import { Log } from '../parts/log.tsx';
import { Pane } from '../parts/pane.tsx';
import type { KnownCommands } from './completion.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';
import { Modal } from './modal.tsx';
import type { SlackMessage } from './snapshot.ts';

interface SlackPaneProps {
  snapshot: SlackSnapshot;
  people: Person[];
  commands: KnownCommands;
  person: string;
  setPerson(id: string): void;
  channel: string;
  setChannel(id: string): void;
  draft: string;
  setDraft(draft: string): void;
  act: Act;
}

export function SlackPane(props: SlackPaneProps) {
  const { snapshot, people, person, channel: wanted, setChannel, act } = props;
  const { channels, modal } = snapshot;
  const channel = channels.find(({ id }) => id === wanted) ?? channels[0];
  const [replyingTo, setReplyingTo] = useState<string>();
  const openDirect = async () => {
    const outcome = await act('open-direct-messages');
    if ('channel' in outcome && typeof outcome.channel === 'string') setChannel(outcome.channel);
  };
  const hasDirect = channels.some(({ kind }) => kind === 'im');
  return (
    <Pane
      chat="slack"
      title="Slack"
      people={people.flatMap((one) => (one.slack ? [{ id: one.slack, person: one }] : []))}
      person={person}
      setPerson={props.setPerson}
      channels={channels.map(({ id, name, kind, messages }) => ({
        id,
        label: kind === 'im' ? `@ ${name}` : `# ${name}`,
        newest: newestOf(messages),
      }))}
      channel={channel?.id ?? ''}
      setChannel={setChannel}
      onMessageApp={hasDirect ? undefined : () => void openDirect()}
      connected={snapshot.appConnected}
    >
      {channel && (
        <>
          <Log
            key={`${channel.id} ${person}`}
            label={`Messages in ${channel.name}`}
            newest={newestOf(channel.messages)}
            empty={emptyWords(channel.name)}
          >
            {channel.messages.map((message) => (
              <Message
                key={message.ts}
                message={message}
                snapshot={snapshot}
                act={act}
                replying={replyingTo === message.ts}
                setReplying={(replying) => setReplyingTo(replying ? message.ts : undefined)}
              />
            ))}
          </Log>
          <Composer
            snapshot={snapshot}
            commands={props.commands}
            channel={channel}
            draft={props.draft}
            setDraft={props.setDraft}
            act={act}
          />
        </>
      )}
      {modal && <Modal key={modal.id} modal={modal} snapshot={snapshot} act={act} />}
    </Pane>
  );
}

function newestOf(messages: SlackMessage[]): string {
  const last = messages.at(-1);
  const replies = messages.flatMap((message) => message.replies);
  return last ? `${last.ts} ${replies.at(-1)?.ts ?? ''}` : '';
}

function emptyWords(channel: string) {
  if (channel === 'social')
    return (
      <>
        <b>Cards of posts appear here.</b> Type <code>/post new</code> below to write one, or <code>/</code>{' '}
        to see what can be said.
      </>
    );
  if (channel === 'announcements') return <b>Posts sent to #announcements appear here.</b>;
  return <b>Nothing here yet.</b>;
}

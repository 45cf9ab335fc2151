/** The Discord pane: channels, messages, composer, and the form that is open. */
import { Fragment, useState } from 'react';
import type { Act, Person, View } from '../api.ts';
import { Log } from '../parts/log.tsx';
import { Pane } from '../parts/pane.tsx';
import { Composer } from './composer.tsx';
import { Messages } from './elements.ts';
import { Message } from './message.tsx';
import { Modal } from './modal.tsx';
import { Sanctions } from './sanctions.tsx';
import type { DiscordChannel, DiscordMessage } from './snapshot.ts';
import { Reading } from './written.tsx';

interface DiscordPaneProps {
  snapshot: View['discord'];
  people: Person[];
  person: string;
  setPerson(id: string): void;
  channel: string;
  setChannel(id: string): void;
  act: Act;
}

export function DiscordPane(props: DiscordPaneProps) {
  const { snapshot, people, person, channel: wanted, setChannel, act } = props;
  const { channels, modal } = snapshot;
  const channel = channels.find(({ id }) => id === wanted) ?? channels[0];
  const [replyTo, setReplyTo] = useState<DiscordMessage>();
  const zone = people.find(({ discord }) => discord === person)?.timeZone ?? 'UTC';
  const openDirect = async () => {
    const outcome = await act('open-direct-messages');
    if ('channel' in outcome && typeof outcome.channel === 'string') setChannel(outcome.channel);
  };
  return (
    <Reading value={{ snapshot, zone }}>
      <Pane
        chat="discord"
        title="Discord"
        people={people.flatMap((one) => (one.discord ? [{ id: one.discord, person: one }] : []))}
        person={person}
        setPerson={props.setPerson}
        channels={channels.map((one) => ({
          id: one.id,
          label: labelOf(one),
          newest: one.messages.at(-1)?.id ?? '',
        }))}
        channel={channel?.id ?? ''}
        setChannel={setChannel}
        onMessageApp={channels.some(({ type }) => type === DIRECT) ? undefined : () => void openDirect()}
        connected={snapshot.connected}
      >
        {channel && (
          <Fragment key={`${channel.id} ${person}`}>
            <Log
              label={`Messages in ${labelOf(channel)}`}
              newest={channel.messages.at(-1)?.id ?? ''}
              empty={emptyWords(channel.name)}
            >
              {channel.messages.length === 0
                ? []
                : [
                    <Messages key="messages" lightTheme noBackground>
                      {channel.messages.map((message) => (
                        <Message
                          key={message.id}
                          message={message}
                          channel={channel}
                          zone={zone}
                          act={act}
                          onReply={() => setReplyTo(message)}
                        />
                      ))}
                    </Messages>,
                  ]}
            </Log>
            <Sanctions snapshot={snapshot} zone={zone} />
            <Composer
              channel={channel}
              snapshot={snapshot}
              replyTo={replyTo?.channel_id === channel.id ? replyTo : undefined}
              endReply={() => setReplyTo(undefined)}
              act={act}
            />
          </Fragment>
        )}
        {modal && <Modal key={modal.customId} modal={modal} snapshot={snapshot} act={act} />}
      </Pane>
    </Reading>
  );
}

const DIRECT = 1;
const THREADS = [10, 11, 12];

function labelOf({ name, type }: DiscordChannel): string {
  if (type === DIRECT) return '@ Bellwether';
  return THREADS.includes(type) ? `↳ ${name}` : `# ${name}`;
}

function emptyWords(channel: string | undefined) {
  if (channel === 'social')
    return (
      <>
        <b>The same cards appear here.</b> Whoever may approve can do it in either chat.
      </>
    );
  if (channel === 'announcements') return <b>Posts sent to #announcements appear here.</b>;
  return <b>Nothing here yet.</b>;
}

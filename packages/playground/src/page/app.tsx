/** The page: header with the clock, the guide, and three panes (tabs on a phone). */
import { type Dispatch, type SetStateAction, useMemo, useState } from 'react';
import { AccountPane } from './account/pane.tsx';
import { actingAs, newcomer, type View, type Who } from './api.ts';
import { DiscordPane } from './discord/pane.tsx';
import { Guide } from './guide.tsx';
import { Header } from './header.tsx';
import { focusSoon } from './parts/focus.ts';
import { elementId, usePlaceLinks } from './parts/links.ts';
import { remember, remembered } from './parts/memory.ts';
import type { Place } from './parts/place.ts';
import { SlackPane } from './slack/pane.tsx';
import { type Tab, TabBar } from './tab-bar.tsx';
import { ClockSkew, useView } from './use-view.ts';

/** Who acts at first: an author in Slack, the legal reviewer in Discord. */
const FIRST: Who = { slack: 'U0ADA', discord: '1100000000000000022' };

export function App() {
  const [who, setWho] = useState(FIRST);
  const { view, reachable } = useView(who);
  if (!view) return <Waiting reachable={reachable} />;
  return <Page view={view} who={who} setWho={setWho} reachable={reachable} />;
}

function Waiting({ reachable }: { reachable: boolean }) {
  return (
    <main className="waiting">
      <p role="status">
        {reachable ? 'Opening the playground…' : 'The playground does not answer. Is it still running?'}
      </p>
    </main>
  );
}

interface PageProps {
  view: View;
  who: Who;
  setWho: Dispatch<SetStateAction<Who>>;
  reachable: boolean;
}

function Page({ view, who, setWho, reachable }: PageProps) {
  const [channels, setChannels] = useState({
    slack: view.slack.channels[0]?.id ?? '',
    discord: view.discord.channels[0]?.id ?? '',
  });
  const [tab, setTab] = useState<Tab>('slack');
  const [draft, setDraft] = useState('');
  const [guided, setGuided] = useState(() => remembered('guide') !== 'hidden');
  const skew = useMemo(() => view.now - Date.now(), [view]);
  const slackAct = useMemo(() => actingAs('slack', who.slack), [who.slack]);
  const discordAct = useMemo(() => actingAs('discord', who.discord), [who.discord]);
  const showGuide = (shown: boolean) => {
    setGuided(shown);
    remember('guide', shown ? 'shown' : 'hidden');
  };
  const goTo = (chat: 'slack' | 'discord', person: string, channelName: string) => {
    const list: { id: string; name?: string }[] = view[chat].channels;
    const channel = list.find(({ name }) => name === channelName)?.id;
    setWho((before) => ({ ...before, [chat]: person }));
    if (channel) setChannels((before) => ({ ...before, [chat]: channel }));
    setTab(chat);
  };
  usePlaceLinks(view.feeds, ({ chat, channel, message }: Place) => {
    const isChat = chat === 'slack' || chat === 'discord';
    if (isChat) setChannels({ ...channels, [chat]: channel });
    setTab(isChat ? chat : 'account');
    focusSoon(`#${CSS.escape(elementId(chat, message))}`);
  });
  return (
    <ClockSkew value={skew}>
      <Header view={view} reachable={reachable} guided={guided} onGuide={() => showGuide(true)} />
      <main>
        {guided && (
          <Guide
            stage={{ view, goTo, fill: setDraft, show: setTab, as: actingAs, newcomer }}
            onHide={() => showGuide(false)}
          />
        )}
        <div className="panes" data-tab={tab}>
          <SlackPane
            snapshot={view.slack}
            people={view.people}
            commands={view.discord.channels[0]?.commands ?? []}
            person={who.slack}
            setPerson={(slack) => {
              setWho({ ...who, slack });
              setDraft('');
            }}
            channel={channels.slack}
            setChannel={(slack) => setChannels((before) => ({ ...before, slack }))}
            draft={draft}
            setDraft={setDraft}
            act={slackAct}
          />
          <DiscordPane
            snapshot={view.discord}
            people={view.people}
            person={who.discord}
            setPerson={(discord) => setWho({ ...who, discord })}
            channel={channels.discord}
            setChannel={(discord) => setChannels((before) => ({ ...before, discord }))}
            act={discordAct}
          />
          <AccountPane view={view} />
        </div>
      </main>
      <TabBar view={view} tab={tab} setTab={setTab} />
    </ClockSkew>
  );
}

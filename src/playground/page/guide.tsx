/** A first post in three steps. What is done is read from the chats, not from presses on the guide. */
import { useEffect } from 'react';
import { moveClock, type View } from './api.ts';
import { type Progress, progressOf } from './guide-progress.ts';
import { focusSoon } from './parts/focus.ts';
import type { Tab } from './tab-bar.tsx';

const EXAMPLE =
  '/post new text:"Our garden is open to everyone this Saturday, 10 to 16. Bring a friend." to:all at:"tomorrow 9:00"';
const AUTHOR = 'U0ADA';
const REVIEWER = '1100000000000000022';

interface GuideProps {
  view: View;
  goTo(chat: 'slack' | 'discord', person: string, channel: string): void;
  fill(draft: string): void;
  show(tab: Tab): void;
  onHide(): void;
}

export function Guide({ view, goTo, fill, show, onHide }: GuideProps) {
  const progress = progressOf(view);
  usePointer(progress);
  const write = () => {
    goTo('slack', AUTHOR, 'social');
    fill(EXAMPLE);
    focusSoon('[data-guide="slack-composer"]');
  };
  const review = () => {
    goTo('discord', REVIEWER, 'social');
    focusSoon('[data-guide="discord-approve"]');
  };
  const publish = () => {
    void moveClock('due');
    show('account');
  };
  return (
    <section className="guide" aria-labelledby="guide-title" data-step={progress.step}>
      <div className="guide-head">
        <h2 id="guide-title">Your first post</h2>
        <p>{progress.step === 4 ? 'Done' : `Step ${progress.step} of 3`}</p>
        <button type="button" className="quiet" onClick={onHide}>
          Hide the guide
        </button>
      </div>
      {progress.step === 4 ? (
        <p className="guide-done" role="status">
          It is out, on the web and in both #announcements. Try the form next (<code>/post new</code> alone),
          a picture, <b>Request changes</b>, or <code>/freeze</code>.
        </p>
      ) : (
        <ol>
          <Step number={1} progress={progress} title="Write it" action={{ label: 'Fill it in', run: write }}>
            As <b>Ada</b> in Slack: type <code>/post new</code>, or have an example filled in.
          </Step>
          <Step
            number={2}
            progress={progress}
            title="Somebody else approves"
            action={{ label: 'Take me there', run: review }}
          >
            As <b>Clara</b>, the legal reviewer, in Discord: press <b>Approve</b>.
          </Step>
          <Step
            number={3}
            progress={progress}
            title="Watch it go out"
            action={{ label: 'Move the clock', run: publish }}
          >
            Move the clock to when it is due. Both cards then carry the links.
          </Step>
        </ol>
      )}
    </section>
  );
}

interface StepProps {
  number: 1 | 2 | 3;
  progress: Progress;
  title: string;
  action: { label: string; run(): void };
  children: React.ReactNode;
}

function Step({ number, progress, title, action, children }: StepProps) {
  const state = progress.step > number ? 'done' : progress.step === number ? 'now' : 'later';
  return (
    <li data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="number" aria-hidden="true">
        {state === 'done' ? '✓' : number}
      </span>
      <div className="step-head">
        <h3>
          {title}
          {state === 'done' && <span className="unseen"> (done)</span>}
        </h3>
        {state === 'now' && (
          <button type="button" className="primary" onClick={action.run}>
            {action.label}
          </button>
        )}
      </div>
      <p>{children}</p>
    </li>
  );
}

/** Lets the stylesheet mark what is to be pressed next. */
function usePointer({ step }: Progress): void {
  useEffect(() => {
    document.body.dataset.guideStep = String(step);
    return () => {
      delete document.body.dataset.guideStep;
    };
  }, [step]);
}

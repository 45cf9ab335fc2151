/** The guide: a story in steps, with what is to be pressed next marked. What is done is read from the chats. */

import { stories as found } from 'playground:stories';
import { useEffect, useState } from 'react';
import { remember, remembered } from './parts/memory.ts';
import type { Stage, Story, Step as StoryStep } from './stories/story.ts';

const stories = found.toSorted((one, other) => one.order - other.order);

interface GuideProps {
  stage: Stage;
  onHide(): void;
}

export function Guide({ stage, onHide }: GuideProps) {
  const [name, setName] = useState(() => remembered('story'));
  const story = stories.find((one) => one.name === name) ?? stories[0];
  if (!story) return null;
  const choose = (chosen: string) => {
    setName(chosen);
    remember('story', chosen);
  };
  return <Told key={story.name} story={story} stage={stage} choose={choose} onHide={onHide} />;
}

interface ToldProps extends GuideProps {
  story: Story;
  choose(name: string): void;
}

function Told({ story, stage, choose, onHide }: ToldProps) {
  const { steps } = story;
  const done = story.doneSteps(stage.view);
  usePointer(steps[done]?.points);
  return (
    <section className="guide" aria-labelledby="guide-title" data-steps={steps.length}>
      <div className="guide-head">
        <h2 id="guide-title">{story.title}</h2>
        <p>{done >= steps.length ? 'Done' : `Step ${done + 1} of ${steps.length}`}</p>
        <select aria-label="Story" value={story.name} onChange={(event) => choose(event.target.value)}>
          {stories.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
        <button type="button" className="quiet" onClick={onHide}>
          Hide the guide
        </button>
      </div>
      {done >= steps.length ? (
        <p className="guide-done" role="status">
          {story.done}
        </p>
      ) : (
        <ol>
          {steps.map((step, index) => (
            <Step key={step.title} number={index + 1} done={done} step={step} stage={stage} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface StepProps {
  number: number;
  /** How many steps are done. */
  done: number;
  step: StoryStep;
  stage: Stage;
}

function Step({ number, done, step, stage }: StepProps) {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState('');
  const state = done >= number ? 'done' : done === number - 1 ? 'now' : 'later';
  const run = async () => {
    if (running) return;
    setRunning(true);
    try {
      await step.action.run(stage);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setRunning(false);
  };
  return (
    <li data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="number" aria-hidden="true">
        {state === 'done' ? '✓' : number}
      </span>
      <div className="step-head">
        <h3>
          {step.title}
          {state === 'done' && <span className="unseen"> (done)</span>}
        </h3>
        {state === 'now' && (
          <button type="button" className="primary" aria-busy={running} onClick={() => void run()}>
            {step.action.label}
          </button>
        )}
      </div>
      <p>{step.words}</p>
      {problem !== '' && <p role="alert">{problem}</p>}
    </li>
  );
}

/** Marks what is to be pressed next, also when it is drawn later. The page's policy takes no style elements. */
function usePointer(points: string | undefined): void {
  useEffect(() => {
    if (!points) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `${points} { outline: 2px solid var(--accent); outline-offset: 3px; animation: point 2.4s ease-in-out infinite; }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [points]);
}

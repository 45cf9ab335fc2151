/**
 * Publishing by containers, as Threads and Instagram do it: what is to be shown is given first, and nobody sees it; the
 * network works on it, and one call publishes it. The containers' ids are marks, so that another try goes on from them.
 */
import { t } from '../kit/t.ts';
import { type Intent, type Marks, NetworkError } from './network.ts';

export type Fields = Record<string, string>;

export interface ContainerState {
  /** What is not known by name counts as being worked on. */
  status: string;
  /** Why it failed, in the network's words. */
  words?: string;
}

export interface Containers {
  /** As people write it: `Threads`. */
  network: string;
  now(): number;
  /** Answers its id. `begunAt`: epoch ms of the first try. Throws `NetworkError`. */
  create(fields: Fields, begunAt: number): Promise<string>;
  /** Throws `NetworkError`. */
  stateOf(container: string): Promise<ContainerState>;
}

export interface Plan {
  /** Of several pictures, each one's; else none. */
  items: Fields[];
  /** `children`: of the items. */
  whole(children: string[]): Fields;
}

/**
 * The container, ready to be published; `isPublished`: it was already. Throws `NetworkError`: `processing` while the network
 * works on it.
 */
export async function readyContainer(
  containers: Containers,
  plan: Plan,
  { marks, at }: Pick<Intent, 'marks' | 'at'>,
  keep: (marks: Marks) => Promise<void>,
): Promise<{ container: string; since: number; isPublished: boolean }> {
  let known = marks;
  const note = async (more: Marks) => {
    known = { ...known, ...more };
    await keep(known);
  };
  const made = async (mark: string, fields: () => Fields): Promise<string> => {
    if (!known[mark]) {
      const id = await containers.create(fields(), at);
      await note({ [mark]: id, ...(!known[SINCE] && { [SINCE]: String(containers.now()) }) });
    }
    return known[mark] ?? '';
  };
  const children: string[] = [];
  for (const [index, fields] of plan.items.entries())
    children.push(await made(`item_${index + 1}`, () => fields));
  const sinceOf = () => Number(known[SINCE] ?? containers.now());
  // Made of items that are not ready, the whole would be refused.
  if (!known[WHOLE]) for (const child of children) await finished(containers, child, sinceOf(), note, known);
  const container = await made(WHOLE, () => plan.whole(children));
  const status = await finished(containers, container, sinceOf(), note, known);
  return { container, since: sinceOf(), isPublished: status === 'PUBLISHED' };
}

/** Undefined: none was made yet, so that nothing of it can be live. */
export function containerIn({ marks }: Pick<Intent, 'marks'>): string | undefined {
  return marks[WHOLE] || undefined;
}

/** `since`: epoch ms. */
export function stillProcessing(network: string, since: number, cause?: unknown): NetworkError {
  return new NetworkError('processing', t('{network}: it works on what it was given.', { network }), {
    processingSince: since,
    cause,
  });
}

const WHOLE = 'container';
const SINCE = 'container_at';

async function finished(
  containers: Containers,
  container: string,
  since: number,
  note: (marks: Marks) => Promise<void>,
  known: Marks,
): Promise<string> {
  const { network } = containers;
  const { status, words = '' } = await containers.stateOf(container);
  if (status === 'FINISHED' || status === 'PUBLISHED') return status;
  if (status === 'ERROR') {
    const reason = words.replace(/[.\s]+$/, '') || t('it does not say why');
    // It stays so: Retry makes another one.
    await note(Object.fromEntries(Object.keys(known).map((mark) => [mark, ''])));
    throw new NetworkError(
      'refused',
      t('{network}: it cannot make a post of it: {reason}.', { network, reason }),
      {
        remedy: t('Check its pictures or its video, then press Retry.'),
      },
    );
  }
  if (status !== 'EXPIRED') throw stillProcessing(network, since);
  // It was never published and never can be: another one is made.
  await note(Object.fromEntries(Object.keys(known).map((mark) => [mark, ''])));
  throw stillProcessing(network, containers.now());
}

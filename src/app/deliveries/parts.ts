/** What is sent next of a thread, and by which intent. A post that is none has one part. */
import type { Intent } from '../../networks/network.ts';
import type { Claim } from '../../store/deliveries.ts';
import type { Account } from '../accounts.ts';
import type { Outgoing } from './editing.ts';

/** The first part that is not out yet. What a person said is live has no id that it could answer. */
export function nextMessage({ sentParts }: Claim, messages: Outgoing[]): Outgoing {
  const message = messages[sentParts.length] ?? { text: '', images: [] };
  const known = sentParts.filter(({ id }) => id !== '');
  const [root, parent] = [known[0], known.at(-1)];
  return root && parent ? { ...message, thread: { root, parent } } : message;
}

/** Each part of a thread has a key of its own: the delivery's with the part's number. */
export function freshIntent(
  { key, sentParts }: Claim,
  { at, message, account }: { at: number; message: Outgoing; account: Account },
): Intent {
  const { connection, network } = account;
  const own = sentParts.length === 0 ? key : `${key}${String(sentParts.length).padStart(2, '0')}`;
  const marks = connection.prepare?.({ key: own, at }) ?? {};
  const { contract } = network;
  const resumes = contract.resumes === 'video' ? message.video !== undefined : contract.resumes;
  return { key: own, at, marks, ...((connection.contract || resumes) && { contract }) };
}

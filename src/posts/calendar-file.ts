/** Posts as a calendar that other programs read and follow (iCalendar, RFC 5545). */
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';

export interface DatedPost {
  id: number;
  revision: number;
  /** One line. */
  title: string;
  text: string;
  /** Epoch ms: when it is to go out, or went out. */
  at: number;
  /** Epoch ms. */
  changedAt: number;
  /** It can change no more, or is approved: what is not is shown as tentative. */
  isSettled: boolean;
  /** Where it is live. */
  url?: string;
}

/** A post keeps its UID, so that a program that reads the file again moves it and does not add it anew. */
export function writeCalendar(name: string, posts: DatedPost[]): string {
  // In no zone of its own: instants are right wherever somebody reads them.
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH, prodId: PRODUCT });
  for (const post of posts) {
    const at = new Date(post.at);
    calendar.createEvent({
      id: `post-${post.id}@bellwether`,
      sequence: post.revision,
      start: at,
      end: new Date(post.at + SHOWN),
      stamp: new Date(post.changedAt),
      lastModified: new Date(post.changedAt),
      summary: post.title,
      description: post.text,
      status: post.isSettled ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
      // A post keeps nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(post.url ? { url: post.url } : {}),
    });
  }
  return calendar.toString();
}

const PRODUCT = { company: 'Bellwether', product: 'Posts', language: 'EN' };
/** ms: a post takes no time, and programs show nothing of what has none. */
const SHOWN = 15 * 60_000;

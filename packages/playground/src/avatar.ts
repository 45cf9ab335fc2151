/** Round pictures for people (their initials) and for the bot (a bell), drawn here so that none comes from outside. */
import { isBot, PEOPLE } from './world.ts';

const COLOURS = ['#7a4b2a', '#2d5f8a', '#6b3f73', '#1f6f54', '#9a3b3b'];
const BELL =
  '<path d="M20 9c-4.6 0-7.4 3.4-7.4 8v5.2L10.4 26h19.2l-2.2-3.8V17c0-4.6-2.8-8-7.4-8z" fill="#fff"/>' +
  '<circle cx="20" cy="29.4" r="2.6" fill="#fff"/>';

/** An SVG; strangers get a grey one. */
export function avatar(id: string): string {
  if (isBot(id)) return svg('#0f5c52', BELL);
  const index = PEOPLE.findIndex(({ slack, discord }) => slack === id || discord === id);
  const person = PEOPLE[index];
  if (!person) return svg('#76716a', letters('S'));
  const initials = person.name.split(' ').map((word) => word.charAt(0));
  return svg(COLOURS[index % COLOURS.length] ?? '#444', letters(initials.join('')));
}

function svg(colour: string, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/>${inside}</svg>`;
}

function letters(words: string): string {
  return `<text x="20" y="25.5" text-anchor="middle" font-family="system-ui,sans-serif" font-size="15" font-weight="600" fill="#fff">${words}</text>`;
}

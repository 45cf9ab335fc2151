/** Checks what would be sent by the local Discord's rules for its route, and by the limits on Components V2. */
import { unknownIn } from '@bellwether/local-discord/http/unknown.ts';
import { issuesIn } from '@bellwether/local-discord/http/validate.ts';

const ROUTES = {
  message: 'POST /channels/{channel_id}/messages',
  answer: 'POST /interactions/{interaction_id}/{interaction_token}/callback',
  commands: 'PUT /applications/{application_id}/commands',
};

/** What Discord would refuse, and what it would ignore; empty when nothing is. */
export function faultsIn(kind: keyof typeof ROUTES, body: unknown): string {
  const route = ROUTES[kind];
  const refused = issuesIn(route, body, {}).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return [...refused, ...unknownIn(route, body, {})].join('; ');
}

interface Node {
  type?: number;
  content?: string;
  custom_id?: string;
  components?: Node[];
  items?: unknown[];
}

export function everyComponent(components: readonly unknown[]): Node[] {
  return (components as Node[]).flatMap((node) => [node, ...everyComponent(node.components ?? [])]);
}

/** What the components of a message break of the limits on Components V2. */
export function messageFaults(components: readonly unknown[]): string[] {
  const all = everyComponent(components);
  const text = all.reduce((sum, node) => sum + (node.type === 10 ? (node.content ?? '').length : 0), 0);
  const ids = all.flatMap((node) => node.custom_id ?? []);
  return [
    ...(all.length > 40 ? [`${all.length} components`] : []),
    ...(text > 4000 ? [`${text} characters`] : []),
    ...(new Set(ids).size < ids.length ? ['a custom id twice'] : []),
    ...(all.some((node) => node.type === 12 && (node.items ?? []).length > 10)
      ? ['a gallery of more than 10']
      : []),
    ...(all.some((node) => node.type === 10 && (node.content ?? '').trim() === '') ? ['an empty text'] : []),
  ];
}

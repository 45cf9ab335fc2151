/** Who may not write for a while and who is banned, as it stands on the server now. */
import type { View } from '../api.ts';
import { clockTime } from '../time.ts';
import { useNow } from '../use-view.ts';

interface SanctionsProps {
  snapshot: View['discord'];
  zone: string;
}

export function Sanctions({ snapshot, zone }: SanctionsProps) {
  const now = useNow(1_000);
  const lines = [
    ...snapshot.members.flatMap(({ user, nick, communication_disabled_until: until }) =>
      until && Date.parse(until) > now
        ? [
            `${nick ?? user.global_name ?? user.username} is timed out until ${clockTime(Date.parse(until), zone)}`,
          ]
        : [],
    ),
    ...snapshot.bans.map(
      ({ user, reason }) => `${user.global_name ?? user.username} is banned${reason ? `: ${reason}` : ''}`,
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className="sanctions" aria-label="Timeouts and bans">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

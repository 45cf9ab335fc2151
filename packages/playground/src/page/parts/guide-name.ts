/** By which a story finds a button: `discord-approve` for "✅ Approve" in Discord. */
export function guideName(chat: 'slack' | 'discord', label: string): string {
  const words = label.toLowerCase().match(/[a-z]+/g) ?? [];
  return [chat, ...words].join('-');
}

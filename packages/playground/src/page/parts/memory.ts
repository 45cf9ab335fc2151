/** What this browser remembers of the page. Does without where that is forbidden. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`playground.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`playground.${name}`, value);
  } catch {
    // Then it is asked again next time.
  }
}

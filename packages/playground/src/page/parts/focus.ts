/** Brings the focus to something that is about to be drawn, for instance for another person or channel. */
export function focusSoon(selector: string): void {
  let tries = MOST_TRIES;
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found && tries > 0) {
      tries -= 1;
      requestAnimationFrame(look);
      return;
    }
    found?.scrollIntoView({ block: 'nearest' });
    found?.focus();
    if (found instanceof HTMLTextAreaElement) found.setSelectionRange(found.value.length, found.value.length);
  };
  requestAnimationFrame(look);
}

/** About two thirds of a second. */
const MOST_TRIES = 40;

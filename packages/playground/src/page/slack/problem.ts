/** Slack's own names for the failures, with words beside them. */
export function explained(problem: string): string {
  if (problem === 'operation_timeout') return 'The bot did not respond within 3 seconds (operation_timeout).';
  if (problem === 'dispatch_failed') return 'The bot could not be reached (dispatch_failed).';
  return problem;
}

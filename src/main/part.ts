/** What a process does: everything, hearing and answering, or the work. */
export const PARTS = ['all', 'bot', 'worker'] as const;
export type Part = (typeof PARTS)[number];

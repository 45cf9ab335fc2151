/** A Dockerfile as far as ours goes: its stages, with the words of each instruction. */

export interface Instruction {
  name: string;
  /** What stands behind it, in one line. */
  words: string;
}

/** Each begins with FROM. Comments and blank lines are left out. */
export function stagesOf(text: string): Instruction[][] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '');
  const stages: Instruction[][] = [];
  for (const line of lines.split('\n')) {
    const [, name = '', words = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, words });
  }
  return stages;
}

export function wordsOf(stage: readonly Instruction[], name: string): string[] {
  return stage.filter((one) => one.name === name).map(({ words }) => words);
}

/** `COPY --from=build /app/a ./a`: from and to, below the folder of work. */
export function copiesOf(stage: readonly Instruction[]): { from: string; to: string }[] {
  return wordsOf(stage, 'COPY').map((words) => {
    const [, from = '', to = ''] = /^--from=build \/app\/(\S+) \.\/(\S*)$/.exec(words) ?? [];
    if (!from) throw new Error(`This COPY is not understood: ${words}`);
    return { from, to: to || from };
  });
}

/** `A=1 B=2` */
export function environmentOf(stage: readonly Instruction[]): Record<string, string> {
  const pairs = wordsOf(stage, 'ENV').flatMap((words) => words.split(' '));
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
}

/** Undefined when it takes longer than `patience` (ms); without one it is waited for. */
export async function within<Answer>(
  patience: number | undefined,
  asked: Promise<Answer>,
): Promise<Answer | undefined> {
  if (patience === undefined) return asked;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/**
 * Many small writes as few statements: calls that come in while a flush is under way go out together in the next
 * one (group commit). Each caller waits for its own answer.
 */
export function batched<Input, Output>(
  flush: (inputs: Input[]) => Promise<Output[]>,
  most = 200,
): (input: Input) => Promise<Output> {
  const waiting: Waiting<Input, Output>[] = [];
  let flushing = false;

  async function drain(): Promise<void> {
    flushing = true;
    // The calls of this turn come in first.
    await nextTurn();
    while (waiting.length > 0) await flushSome(flush, waiting.splice(0, most));
    flushing = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!flushing) void drain();
    });
}

interface Waiting<Input, Output> {
  input: Input;
  resolve: (output: Output) => void;
  reject: (error: unknown) => void;
}

async function flushSome<Input, Output>(
  flush: (inputs: Input[]) => Promise<Output[]>,
  some: Waiting<Input, Output>[],
): Promise<void> {
  try {
    const outputs = await flush(some.map((one) => one.input));
    some.forEach((one, index) => {
      one.resolve(outputs[index] as Output);
    });
  } catch (error) {
    for (const one of some) one.reject(error);
  }
}

/** After the timers and messages of this turn of the event loop. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

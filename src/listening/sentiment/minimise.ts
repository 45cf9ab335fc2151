/** Limited-memory BFGS with a backtracking line search. Deterministic. */

/** The value at a point; writes the gradient there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

const REMEMBERED = 8;
const ENOUGH_DECREASE = 1e-4;

export function minimise(
  objective: Objective,
  size: number,
  iterations: number,
  tolerance = 1e-5,
): Float64Array {
  let point = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = objective(point, gradient);
  const steps: { moved: Float64Array; turned: Float64Array; curvature: number }[] = [];
  for (let turn = 0; turn < iterations; turn += 1) {
    const direction = descent(gradient, steps);
    const slope = dot(direction, gradient);
    let length = turn === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let nextValue = Number.POSITIVE_INFINITY;
    for (; length > 1e-12; length /= 2) {
      for (let at = 0; at < size; at += 1) next[at] = at_(point, at) + length * at_(direction, at);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + ENOUGH_DECREASE * length * slope) break;
    }
    if (!(nextValue < value)) return point;
    const moved = difference(next, point);
    const turned = difference(nextGradient, gradient);
    const curvature = dot(moved, turned);
    if (curvature > 1e-12) steps.push({ moved, turned, curvature });
    if (steps.length > REMEMBERED) steps.shift();
    const small = value - nextValue < tolerance * Math.abs(value);
    [point, gradient, value] = [next, nextGradient, nextValue];
    if (small && turn > 3) return point;
  }
  return point;
}

function descent(
  gradient: Float64Array,
  steps: { moved: Float64Array; turned: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { moved, turned, curvature } of [...steps].reverse()) {
    const share = dot(moved, direction) / curvature;
    shares.unshift(share);
    addTo(direction, turned, -share);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.turned, last.turned);
    for (let at = 0; at < direction.length; at += 1) direction[at] = at_(direction, at) * scale;
  }
  steps.forEach(({ moved, turned, curvature }, index) => {
    addTo(direction, moved, at_(shares, index) - dot(turned, direction) / curvature);
  });
  return direction;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += at_(one, at) * at_(other, at);
  return sum;
}

function addTo(sum: Float64Array, added: Float64Array, factor: number): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = at_(sum, at) + factor * at_(added, at);
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, at) => value - at_(other, at));
}

function at_(list: ArrayLike<number>, at: number): number {
  return list[at] as number;
}

/** How far a count is over what is usual, in standard deviations that are alike for small counts and for great ones. */

/**
 * Between Poisson and negative binomial: near a square root while the count is small beside `size`, near a logarithm
 * where it is great (Anscombe 1948). So a doubling of 5,000 is about as much as one of 50, and 4 against 2 is little.
 */
export function excess(count: number, usual: number, size: number): number {
  return stabilised(count, size) - stabilised(usual, size);
}

function stabilised(count: number, size: number): number {
  return 2 * Math.sqrt(size) * Math.asinh(Math.sqrt((count + 3 / 8) / size));
}

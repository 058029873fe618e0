/**
 * Returns the probability that a standard normal value is larger than `z`, from 0 up. It comes from the Chebyshev fit of
 * the complementary error function in W. H. Press and others, "Numerical Recipes" (1992, section 6.2), whose relative
 * error is below 1.2e-7.
 */
export function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ];
  const series = terms.reduceRight((sum, term) => sum * t + term, 0);
  return (t * Math.exp(-x * x + series)) / 2;
}

/**
 * P(Dₙ ≤ d) by the expansion K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5 with z = d√n: W. Pelz & I. J. Good,
 * "Approximating the lower tail-areas of the Kolmogorov–Smirnov one-sample statistic" (1976), in the form of
 * R. Simard & P. L'Ecuyer, "Computing the two-sided Kolmogorov–Smirnov distribution" (2011). For n > 140.
 */
export function pelzGoodLowerTail(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z2 * z4;
  const pi2 = Math.PI ** 2;
  const pi4 = pi2 * pi2;
  const sums = { k0: 0, k1: 0, k2: 0, k3: 0 };
  for (let k = 1; k <= Math.ceil((16 * z) / Math.PI); k++) {
    const m2 = (2 * k - 1) ** 2;
    const m4 = m2 * m2;
    const weight = Math.exp((-pi2 * m2) / (8 * z2));
    sums.k0 += weight;
    sums.k1 += weight * (-z2 + (pi2 * m2) / 4);
    sums.k2 += weight * (6 * z6 + 2 * z4 + ((2 * z4 - 5 * z2) * pi2 * m2) / 4 + (pi4 * (1 - 2 * z2) * m4) / 16);
    sums.k3 +=
      weight *
      (-30 * z6 -
        90 * z4 * z4 +
        (pi2 * (135 * z4 - 96 * z6) * m2) / 4 +
        (pi4 * (212 * z4 - 60 * z2) * m4) / 16 +
        (pi2 * pi4 * (5 - 30 * z2) * m4 * m2) / 64);
  }
  let whole2 = 0;
  let whole3 = 0;
  for (let k = 1; k <= Math.ceil((16 * z) / Math.PI); k++) {
    const k2 = k * k;
    const weight = Math.exp((-pi2 * k2) / (2 * z2)) * k2;
    whole2 += weight;
    whole3 += weight * (3 * z2 - pi2 * k2);
  }
  const root = Math.sqrt(2 * Math.PI);
  const k0 = (root * sums.k0) / z;
  const k1 = (root * sums.k1) / (6 * z4);
  const k2 = (root * sums.k2) / (72 * z6 * z) - (pi2 * root * whole2) / (36 * z2 * z);
  const k3 = (root * sums.k3) / (6480 * z6 * z4) + (pi2 * root * whole3) / (216 * z6);
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / (n * Math.sqrt(n));
}

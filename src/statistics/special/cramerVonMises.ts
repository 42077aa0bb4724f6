/** Where the two forms below change over: both are exact to a double there. */
const tailFrom = 0.5;

/** P(W² > x) for the limiting distribution of the Cramér–von Mises statistic. */
export function cramerVonMisesUpperTail(x: number): number {
  if (x < 0.003) return 1;
  return x < tailFrom ? 1 - lowerTail(x) : upperTail(x);
}

/**
 * P(W² ≤ x) = Σₖ Γ(k + ½) / (Γ(½) k!) √(4k + 1) e^−q K¼(q) / (π √x), q = (4k + 1)² / 16x: T. W. Anderson & D. A. Darling,
 * "Asymptotic theory of certain goodness of fit criteria based on stochastic processes" (1952).
 */
function lowerTail(x: number): number {
  let sum = 0;
  let coefficient = 1;
  for (let k = 0; ; k++) {
    const y = 4 * k + 1;
    const term = coefficient * Math.sqrt(y) * scaledBessel((y * y) / (16 * x));
    const next = sum + term;
    if (next === sum) return sum / (Math.PI * Math.sqrt(x));
    sum = next;
    coefficient *= (k + 0.5) / (k + 1);
  }
}

/** e^−q K¼(q) = ∫₀^∞ e^(−q(1 + cosh t)) cosh(t/4) dt, by the trapezoidal rule, which is exact to a double at this step. */
function scaledBessel(q: number): number {
  const step = 1 / 16;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step; ; t += step) {
    const next = sum + Math.exp(-q * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    if (next === sum) return sum * step;
    sum = next;
  }
}

const nodes = 256;

/**
 * N. V. Smirnov's integral (1937): 1/π Σₖ (−1)^(k+1) ∫ e^(−x y / 2) √(−√y / sin √y) / y dy over y from ((2k − 1) π)² to
 * (2kπ)². All that matters is in its first terms, so the tail keeps its digits. With s = √y, Gauss–Chebyshev
 * quadrature takes the singular ends.
 */
function upperTail(x: number): number {
  return (interval(x, 1) - interval(x, 2) + interval(x, 3)) / Math.PI;
}

function interval(x: number, k: number): number {
  let sum = 0;
  for (let node = 1; node <= nodes; node++) {
    const angle = ((2 * node - 1) * Math.PI) / (2 * nodes);
    // s = (2k − ½)π − ½π cos(angle), of which the sine is taken from the nearer end.
    const fromStart = Math.PI * Math.sin(angle / 2) ** 2;
    const s = (2 * k - 1) * Math.PI + fromStart;
    const sine = angle < Math.PI / 2 ? Math.sin(fromStart) : Math.sin(Math.PI * Math.cos(angle / 2) ** 2);
    sum += (Math.exp((-x * s * s) / 2) * 2 * Math.sin(angle)) / Math.sqrt(s * sine);
  }
  return ((sum * Math.PI) / nodes) * (Math.PI / 2);
}

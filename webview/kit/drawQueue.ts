/** So much of a frame drawing may take: the rest is for what the user does meanwhile. */
const frameBudget = 10;

const waiting = new Map<object, () => void>();

/** Draws for `owner` in one of the next frames; what it asked for before and has not been drawn yet is forgotten. */
export function drawSoon(owner: object, draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawSome);
  waiting.set(owner, draw);
}

/** Forgets what `owner` asked for. */
export function cancelDraw(owner: object): void {
  waiting.delete(owner);
}

/** Draws at least one, then as many as there is time for. */
function drawSome(): void {
  const end = performance.now() + frameBudget;
  for (const [owner, draw] of waiting) {
    waiting.delete(owner);
    draw();
    if (performance.now() >= end) break;
  }
  if (waiting.size > 0) requestAnimationFrame(drawSome);
}

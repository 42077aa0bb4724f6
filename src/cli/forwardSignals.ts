import type { ChildProcess } from "node:child_process";

const fromAnybody = ["SIGTERM", "SIGHUP"] as const;
/** A terminal sends these to everything that runs in it: the child has them already. */
const fromTheTerminal = ["SIGINT", "SIGQUIT"] as const;

/** Hands signals on to a child and outlives them, so that the child decides how both end. */
export function forwardSignals(child: ChildProcess): Disposable {
  const interactive = process.stdin.isTTY === true;
  const listeners = [...fromAnybody, ...fromTheTerminal].map((signal) => {
    const handedOut = interactive && fromTheTerminal.some((name) => name === signal);
    const listener = (): void => {
      if (!handedOut) child.kill(signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return {
    [Symbol.dispose]: () => {
      for (const remove of listeners) remove();
    },
  };
}

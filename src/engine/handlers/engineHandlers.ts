import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract, EngineStatus } from "../../protocol/engineContract.ts";

type EngineHandlers = Pick<Handlers<EngineContract>, "engine/hello" | "engine/status" | "engine/stop">;

/** What the engine answers of itself. */
export function engineHandlers(engine: {
  readonly status: () => EngineStatus;
  /** Begins to stop; the answer is on its way before connections close. */
  readonly stop: (reason: string, restart: boolean) => void;
}): EngineHandlers {
  return {
    "engine/hello": () => engine.status(),
    "engine/status": () => engine.status(),
    "engine/stop": ({ reason, restart }) => {
      engine.stop(reason, restart);
      return {};
    },
  };
}

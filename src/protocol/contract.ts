import * as z from "zod";

/** One request: what it takes and what it answers. */
export interface RequestShape {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
  /** What is told while the answer is worked on, to whom wants to hear it. */
  readonly progress?: z.ZodType;
}

/**
 * A channel, declared once: requests that this side answers and events that it sends.
 * Both ends infer their types from it and every value is checked where it arrives.
 */
export interface Contract {
  readonly requests: Readonly<Record<string, RequestShape>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export type RequestName<C extends Contract> = keyof C["requests"] & string;
export type EventName<C extends Contract> = keyof C["events"] & string;
export type Params<C extends Contract, K extends RequestName<C>> = z.infer<C["requests"][K]["params"]>;
export type Result<C extends Contract, K extends RequestName<C>> = z.infer<C["requests"][K]["result"]>;
/** What a request tells on its way; none by default. */
export type ProgressOf<C extends Contract, K extends RequestName<C>> = C["requests"][K] extends {
  readonly progress: infer P extends z.ZodType;
}
  ? z.infer<P>
  : never;
export type EventOf<C extends Contract, K extends EventName<C>> = z.infer<C["events"][K]>;

/** Work that a caller may cancel. */
export interface CallContext {
  readonly signal: AbortSignal;
}

/** Work that a caller may watch, too: who doesn't listen is not told. */
export interface WatchedContext<P> extends CallContext {
  readonly report: (progress: P) => void;
}

type ContextOf<C extends Contract, K extends RequestName<C>> = [ProgressOf<C, K>] extends [never]
  ? CallContext
  : WatchedContext<ProgressOf<C, K>>;

/** The answering side: a missing or mistyped handler does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in RequestName<C>]: (
    params: Params<C, K>,
    context: ContextOf<C, K>,
  ) => Result<C, K> | Promise<Result<C, K>>;
};

/** For requests that take or answer nothing. */
export const nothing = z.object({});

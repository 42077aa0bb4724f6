import * as z from "zod";

/** One request: what it takes and what it answers. */
export interface RequestShape {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
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
export type EventOf<C extends Contract, K extends EventName<C>> = z.infer<C["events"][K]>;

/** Work that a caller may cancel and watch. */
export interface CallContext {
  readonly signal: AbortSignal;
}

/** The answering side: a missing or mistyped handler does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in RequestName<C>]: (params: Params<C, K>, context: CallContext) => Result<C, K> | Promise<Result<C, K>>;
};

/** For requests that take or answer nothing. */
export const nothing = z.object({});

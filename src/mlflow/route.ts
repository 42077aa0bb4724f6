import type { z } from "zod";
import { readJson } from "./jsonBody.ts";
import { wrongRequest } from "./requestErrors.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** One endpoint under `/api/2.0/mlflow` or `/api/3.0/mlflow`: what it takes and what it answers. */
export interface Route {
  readonly method: Method;
  /** After the prefix, in fastify's syntax. */
  readonly path: string;
  /** What a request may hold; the wire's fuzz test makes its requests from it. */
  readonly fields: z.ZodType;
  readonly answer: (request: RawRequest) => Promise<Answer> | Answer;
}

/** Text is JSON already. */
export type Answer = object | string;

/** A request as it arrived: fields come from the path, the query of a GET, and the body of anything else. */
export interface RawRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Declares an endpoint; `answer` sees what `fields` has checked. */
export function route<Fields extends z.ZodType>(
  method: Method,
  path: string,
  fields: Fields,
  answer: (input: z.output<Fields>) => Promise<Answer> | Answer,
): Route {
  return {
    method,
    path,
    fields,
    answer: (request) => {
      const sent = method === "GET" ? request.query : readJson(request.body);
      const input = { ...sent, ...request.params };
      const checked = fields.safeParse(input);
      if (!checked.success) throw wrongRequest(checked.error, input);
      return answer(checked.data);
    },
  };
}

/** The answer of an endpoint that has nothing to say. */
export const done = async (work: Promise<unknown>): Promise<object> => {
  await work;
  return {};
};

import * as z from "zod";

/** What a server wants to know of who asks. Kept in memory alone: never in the store, a log, a message or an address. */
export const Credentials = z.union([
  z.object({ token: z.string().min(1) }),
  z.object({ username: z.string(), password: z.string() }),
]);
export type Credentials = z.infer<typeof Credentials>;

/** Another MLflow server. */
export const RemoteServer = z.object({
  /** `https://mlflow.example.org`, perhaps with a path; a user name and password in it count as credentials. */
  url: z.string(),
  /** Without them, those that were given for this server before, while the engine runs. */
  credentials: Credentials.optional(),
});
export type RemoteServer = z.infer<typeof RemoteServer>;

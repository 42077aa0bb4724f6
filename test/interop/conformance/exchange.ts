/** One request of a table, and what is known of its answer beforehand. */
export interface Exchange {
  /** `POST runs/create`: a method, and a path below `/api/2.0/mlflow/`, or from the root when it begins with a slash. */
  readonly request: string;
  /** Sent as JSON; a text is sent as it stands. `{run}` stands for what an earlier answer of the same server held. */
  readonly body?: object | string;
  /** The body's type when it is not `application/json`. */
  readonly type?: string;
  /** Names for what the answer holds, by the place where it is: `{ run: "run.info.run_id" }`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Follows the page tokens to the end; what is compared is the list of all pages. */
  readonly allPages?: boolean;
  /** What the engine answers instead, on purpose. */
  readonly ours?: Difference;
}

/** A difference from MLflow's answer that was decided. It has to be there: one that is gone fails too. */
export interface Difference {
  /** Words of docs/mlflow-compatibility.md that say so. */
  readonly decision: string;
  readonly status: number;
  /** Compared field by field where it is given; without it, only the status is. */
  readonly error_code?: string;
  readonly message?: string;
  readonly body?: unknown;
}

/** Exchanges that follow each other, on what the ones before have made. */
export interface Table {
  readonly title: string;
  readonly exchanges: readonly Exchange[];
}

/** Gets from an endpoint, with parameters that are encoded; a list repeats its name. */
export function get(path: string, query: Query = {}, more: Omit<Exchange, "request"> = {}): Exchange {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().map((each) => `${key}=${encodeQuery(String(each))}`),
  );
  return { request: `GET ${pairs.length === 0 ? path : `${path}?${pairs.join("&")}`}`, ...more };
}

type Query = Readonly<Record<string, string | number | readonly string[]>>;

/** Posts to an endpoint. */
export const post = (path: string, body: object | string, more: Omit<Exchange, "request" | "body"> = {}): Exchange => ({
  request: `POST ${path}`,
  body,
  ...more,
});

/** Braces stay, so that placeholders do. */
const encodeQuery = (value: string): string =>
  encodeURIComponent(value).replace(/%7B(\w+)%7D/g, (_whole, name: string) => `{${name}}`);

/** Marks what the engine answers otherwise on purpose: an exchange, or the item of a list that one is made of. */
export function unlike<Item>(
  item: Item,
  decision: string,
  status: number,
  error_code?: string,
  message?: string,
): Unlike<Item> {
  const error = { ...(error_code === undefined ? {} : { error_code }), ...(message === undefined ? {} : { message }) };
  return { item, ours: { decision, status, ...error } };
}

/** Something with the difference that is known of it. */
export interface Unlike<Item> {
  readonly item: Item;
  readonly ours: Difference;
}

/** Makes an exchange of each item, those with a known difference included. */
export const each = <Item extends string | object>(
  items: readonly (Item | Unlike<Item>)[],
  make: (item: Item) => Exchange,
): readonly Exchange[] => items.map((item) => (isUnlike(item) ? { ...make(item.item), ours: item.ours } : make(item)));

/** A table of exchanges, those with a known difference included. */
export const table = (title: string, exchanges: readonly (Exchange | Unlike<Exchange>)[]): Table => ({
  title,
  exchanges: each(exchanges, (exchange) => exchange),
});

const isUnlike = <Item>(item: Item | Unlike<Item>): item is Unlike<Item> =>
  typeof item === "object" && item !== null && "ours" in item && "item" in item;

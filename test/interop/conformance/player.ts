import type { Exchange } from "./exchange.ts";

/** What a server answered, with its own ids, times and tokens replaced by what they stand for. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  /** JSON where it is some, else text. */
  readonly body: unknown;
}

/** Sends exchanges to one server, and remembers what the answers were asked to keep. */
export class Player {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #kept = new Map<string, string>();
  /** Times of a server's own making lie after this, in milliseconds; those of the tables are long ago. */
  readonly #begun = Date.now() - 3_600_000;

  constructor(url: string, token = "") {
    this.#url = url;
    this.#headers = token === "" ? {} : { authorization: `Bearer ${token}` };
  }

  async play(exchange: Exchange, prefix = "/api/2.0/mlflow/"): Promise<Answered> {
    const first = await this.#send(exchange, prefix);
    for (const [name, place] of Object.entries(exchange.keep ?? {})) {
      const value = at(first.body, place);
      if (typeof value === "string" || typeof value === "number") this.#kept.set(name, String(value));
    }
    const bodies = [first.body];
    for (
      let token = pageToken(first.body);
      exchange.allPages && token !== undefined;
      token = pageToken(bodies.at(-1))
    ) {
      if (bodies.length > 100) throw new Error(`${exchange.request} has pages without end.`);
      bodies.push((await this.#send(withToken(exchange, token), prefix)).body);
    }
    return { ...first, body: this.#normalized(exchange.allPages ? bodies : first.body) };
  }

  async #send({ request, body, type }: Exchange, prefix: string): Promise<Answered> {
    const [method = "", path = ""] = request.split(/ (.*)/s);
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(this.#url + this.#filled(path.startsWith("/") ? path : prefix + path), {
      method,
      headers: { ...this.#headers, ...(sent === undefined ? {} : { "content-type": type ?? "application/json" }) },
      ...(sent === undefined ? {} : { body: this.#filled(sent) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: (response.headers.get("content-type") ?? "").split(";")[0] ?? "",
      body: parsed(text),
    };
  }

  #filled(text: string): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => this.#kept.get(name) ?? whole);
  }

  #normalized(value: unknown, place = ""): unknown {
    if (Array.isArray(value)) {
      const list = value.map((each) => this.#normalized(each, place));
      return unordered.has(place) ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
    }
    if (typeof value === "object" && value !== null) {
      const [holder = ""] = place.split(".").slice(-1);
      const fields = Object.entries(value).filter(([name]) => !leftOut.has(name));
      const all = fields.map(([name, each]) => [name, this.#normalized(each, `${holder}.${name}`)] as const);
      return Object.fromEntries(all.filter(([, each]) => !isEmpty(each)));
    }
    if (typeof value === "number") return value > this.#begun && value < this.#begun + 86_400_000 ? "<now>" : value;
    if (typeof value !== "string") return value;
    if (place.endsWith("page_token")) return "<token>";
    return place.endsWith("experiment_id") ? this.#experiment(value) : this.#named(value);
  }

  /** Both servers count their experiments; what one of them refuses shifts the numbers. */
  #experiment(id: string): string {
    const name = [...this.#kept].findLast(([, value]) => value === id)?.[0];
    return name === undefined ? "<experiment>" : `{${name}}`;
  }

  /** The longest first, so that an id which is part of another is not taken for it. */
  #named(text: string): string {
    let named = text;
    const kept = [...this.#kept].filter(([, value]) => value.length > 8).sort(([, a], [, b]) => b.length - a.length);
    for (const [name, value] of kept) named = named.replaceAll(value, `{${name}}`);
    return named
      .replace(/^mlflow-artifacts:\/(\d+)/, (_whole, id: string) => `mlflow-artifacts:/${this.#experiment(id)}`)
      .replace(/\b\d+(?=\/\{)/g, (id) => this.#experiment(id))
      .replace(/\b[0-9a-f]{32}\b/g, "<id>")
      .replace(/^[a-z]+-[a-z]+-\d{1,3}$/, "<made-up name>")
      .replace(/'?\{('[^{}]*')\}'?/g, (_whole, set: string) => `{${set.split(", ").sort().join(", ")}}`);
  }
}

/** Lists that a server answers in whatever order its tables have, by their name and that of what holds them. */
const unordered = new Set([
  "data.tags",
  "data.params",
  "data.metrics",
  "experiment.tags",
  "experiments.tags",
  "dataset_input.tags",
  "info.tags",
  "inputs.dataset_inputs",
  "outputs.model_outputs",
]);

/** What the engine never answers; docs/mlflow-compatibility.md says so under "Everywhere". */
const leftOut = new Set(["workspace", "error_class", "sqlstate"]);

/** MLflow leaves out what is empty, and the engine does not: to clients it is the same. */
const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const at = (body: unknown, place: string): unknown =>
  place
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      body,
    );

function pageToken(body: unknown): string | undefined {
  const token = at(body, "next_page_token");
  return typeof token === "string" && token !== "" ? token : undefined;
}

function withToken(exchange: Exchange, token: string): Exchange {
  if (typeof exchange.body === "object") return { ...exchange, body: { ...exchange.body, page_token: token } };
  return { ...exchange, request: `${exchange.request}&page_token=${encodeURIComponent(token)}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

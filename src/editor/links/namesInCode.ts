/** A name in code that may be a parameter's or a metric's. */
export interface NameInCode {
  readonly kind: "param" | "metric";
  readonly name: string;
  /** Where the name itself stands, in characters from the beginning of the text. */
  readonly start: number;
  readonly end: number;
  /** The value beside it as it would be logged; null where that can't be told from the text. */
  readonly value: string | null;
}

const literal = String.raw`(?<value>[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|"[^"\n]*"|'[^'\n]*'|True|False|None)`;
const after = String.raw`(?=\s*(?:[,;)\]}#]|$))`;

/** `lr = 0.1`, `lr: float = 0.1`, `train(lr=0.1)`; not `lr == 0.1`. */
const assigned = new RegExp(
  String.raw`(?<![\w.])(?<name>[A-Za-z_]\w*)\s*(?::\s*[\w[\]., |]+?)?\s*=\s*${literal}${after}`,
  "gdm",
);
/** `"lr": 0.1` */
const inDictionary = new RegExp(String.raw`["'](?<name>[^"'\n]+)["']\s*:\s*${literal}${after}`, "gdm");
/** `add_argument("--lr", …)`, `log_param("lr", …)` */
const declared = /(?:add_argument\((?:\s*["']-\w["']\s*,)?|log_param\()\s*["'](?<name>[^"'\n]+)["']/dg;
/** `log_metric("loss", …)`, and `self.log("loss", …)` of Lightning. */
const logged = /(?:\.|\b)(?:log_metric|log)\(\s*["'](?<name>[^"'\n]+)["']/dg;
/** `lr: 0.1` on a line of its own. */
const inYaml =
  /^[ \t]*(?:- +)?["']?(?<name>[\w./-]+)["']?[ \t]*:[ \t]+(?<value>[^\s#&*!|>{[][^#\n]*?)[ \t]*(?:#.*)?$/dgm;

/** Names that look like parameters and metrics, in their order. Python is read by its usual forms, not parsed: what is no logged name is not shown anyway. */
export function namesInCode(text: string, language: "python" | "yaml"): readonly NameInCode[] {
  const found =
    language === "yaml"
      ? matches(text, inYaml, "param")
      : [
          ...[assigned, inDictionary, declared].flatMap((pattern) => matches(text, pattern, "param")),
          ...matches(text, logged, "metric"),
        ];
  const places = new Map(found.filter(({ start }) => !isComment(text, start)).map((name) => [name.start, name]));
  return [...places.values()].sort((a, b) => a.start - b.start);
}

function matches(text: string, pattern: RegExp, kind: NameInCode["kind"]): NameInCode[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const place = match.indices?.groups?.name;
    const name = match.groups?.name;
    if (place === undefined || name === undefined) return [];
    const value = match.groups?.value;
    return [
      {
        kind,
        name: bareName(name),
        start: place[0],
        end: place[1],
        value: value === undefined ? null : loggedText(value),
      },
    ];
  });
}

/** `--learning-rate` is known as `learning_rate` to the script. */
const bareName = (name: string): string => (name.startsWith("--") ? name.slice(2).replaceAll("-", "_") : name);

/** As Python would write it: a text without its quotes. */
const loggedText = (value: string): string => value.trim().replace(/^(["'])(.*)\1$/, "$2");

/** Whether the line is a comment before this place. */
function isComment(text: string, place: number): boolean {
  const line = text.lastIndexOf("\n", place - 1) + 1;
  return text.slice(line, place).trimStart().startsWith("#");
}

/** Whether two texts of a value are the same: `1e-3` and `0.001` are. */
export const isSameValue = (a: string, b: string): boolean =>
  a === b || (a.trim() !== "" && b.trim() !== "" && Number(a.replaceAll("_", "")) === Number(b.replaceAll("_", "")));

/** Nothing longer is a number or a date, in characters. */
const longest = 100;

/** The type that a declaration such as `type: integer` or `type: {value: date}` names; null when its format is its own. */
export function declaredType(declaration: string): string | null {
  if (/\bformat["']?\s*:/.test(declaration)) return null;
  const [, type = null] =
    /^["']?type["']?\s*:\s*(?:\{[^{}]*?\bvalue["']?\s*:\s*)?["']?([a-z]+)["']?\s*(?:[,}]|$)/.exec(declaration) ?? [];
  return type;
}

/**
 * What a text that can't be read as its column's type was meant to say, written as the type is. Null when it can be
 * understood in no way or in more than one: `1,234` may be a thousand or a bit more than one.
 */
export function castValue(text: string, type: string): string | null {
  if (text.length > longest) return null;
  const readings = new Set(readingsOf(text.trim(), type));
  const [only = null] = readings.size === 1 ? readings : [];
  return only === text ? null : only;
}

/** A cell of a delimited file with another value; in quotes where it has them or needs them. */
export function castCell(cell: string, value: string): string {
  const isQuoted = /^"[\s\S]*"$/.test(cell);
  return isQuoted || /[^\w.:+-]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function readingsOf(text: string, type: string): readonly string[] {
  switch (type) {
    case "integer":
      return numbersOf(text).flatMap(({ whole, fraction }) => (/^0*$/.test(fraction) ? [whole] : []));
    case "number":
      return numbersOf(text).map(({ whole, fraction }) => (fraction === "" ? whole : `${whole}.${fraction}`));
    case "boolean":
      return booleanOf(text.toLowerCase());
    case "date":
      return momentsOf(text).flatMap(({ date, time }) => (/^(|00:00(:00(\.0+)?)?)$/.test(time) ? [date] : []));
    case "timestamp":
      return momentsOf(text).map(({ date, time }) => (time === "" ? date : `${date}T${time}`));
    case "time":
      return timeOf(text);
    case "uuid":
      return uuidOf(text);
    default:
      return [];
  }
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/** As a number with a decimal point, and as one with a decimal comma; thousands are grouped by one sign alone. */
function numbersOf(text: string): readonly Parts[] {
  const [, sign = "", digits = ""] = /^([+\u2212-]?)(\d.*)$/.exec(text) ?? [];
  const minus = sign === "" || sign === "+" ? "" : "-";
  return [
    { group: "[,_'\u2019 \u00a0\u202f]", decimal: "\\." },
    { group: "[._'\u2019 \u00a0\u202f]", decimal: "," },
  ].flatMap(({ group, decimal }) => {
    const found = new RegExp(`^(\\d+|\\d{1,3}(${group})\\d{3}(?:\\2\\d{3})*)(?:${decimal}(\\d+))?$`).exec(digits);
    if (found === null) return [];
    const [, whole = "", , fraction = ""] = found;
    return [{ whole: `${minus}${whole.replaceAll(/\D/g, "")}`, fraction }];
  });
}

function booleanOf(word: string): readonly string[] {
  if (["true", "t", "yes", "y", "on", "1", "1.0"].includes(word)) return ["true"];
  return ["false", "f", "no", "n", "off", "0", "0.0"].includes(word) ? ["false"] : [];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthOf = (name: string): number => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const monthNames =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const dayMonthName = new RegExp(`^(\\d{1,2})[ .-]+(${monthNames})[ .,-]+(\\d{4})$`, "i");
const monthNameDay = new RegExp(`^(${monthNames})[ .]+(\\d{1,2}),? +(\\d{4})$`, "i");

/** Every day that a text can mean, with the time behind it. */
function momentsOf(text: string): readonly { readonly date: string; readonly time: string }[] {
  const [, day = text, clock = ""] = /^(.*?\d{4}|\d{4}.*?)(?:T|,? +)(\d{1,2}:\d{2}.*)$/.exec(text) ?? [];
  const times = clock === "" ? [""] : timeOf(clock);
  return daysOf(day.trim()).flatMap((date) => times.map((time) => ({ date, time })));
}

function daysOf(text: string): readonly string[] {
  const [, year = "", , month = "", dayOfMonth = ""] =
    /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year !== "") return dateOf(year, Number(month), dayOfMonth);
  const [, first = "", , second = "", last = ""] = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (last !== "") return [...dateOf(last, Number(second), first), ...dateOf(last, Number(first), second)];
  const [, day = "", name = "", end = ""] = dayMonthName.exec(text) ?? [];
  if (end !== "") return dateOf(end, monthOf(name), day);
  const [, named = "", numbered = "", ended = ""] = monthNameDay.exec(text) ?? [];
  return ended === "" ? [] : dateOf(ended, monthOf(named), numbered);
}

/** In the calendar, or nothing. */
function dateOf(year: string, month: number, day: string): readonly string[] {
  const date = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? [date] : [];
}

function timeOf(text: string): readonly string[] {
  const [, hour = "", rest = "", half = ""] =
    /^(\d{1,2})(:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?) ?([ap]m)?$/i.exec(text) ?? [];
  const hours = Number(hour);
  if (hour === "" || hours > (half === "" ? 23 : 12) || (half !== "" && hours === 0)) return [];
  const of24 = half === "" ? hours : (hours % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  return [`${String(of24).padStart(2, "0")}${rest}`];
}

function uuidOf(text: string): readonly string[] {
  const digits = text.replace(/^(?:urn:uuid:)?\{?([0-9a-fA-F-]+)\}?$/, "$1").replaceAll("-", "");
  const [, ...groups] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits) ?? [];
  return /^[0-9a-fA-F]{32}$/.test(digits) ? [groups.join("-").toLowerCase()] : [];
}

import { nullSpelling } from "../../config/authoring/nullSpelling.ts";
import { declaredNames, explainedAt, type Offer, offerAt } from "../../config/authoring/suggest.ts";
import { written } from "../../config/authoring/written.ts";
import { usualNullSpellings } from "../../config/nullSpellings.ts";
import type { authoringRequests, Suggestion } from "../../protocol/authoringRequests.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { DataContext } from "../process/dataContext.ts";
import { type Columns, declaredColumns } from "./columns.ts";

/** What the data process answers while tidemark.yaml is written. */
export function authoringHandlers(context: DataContext): Pick<Handlers<DataContract>, keyof typeof authoringRequests> {
  const columns = declaredColumns(context);
  return {
    async "config/complete"({ text, offset }, { signal }) {
      const offer = offerAt(text, offset);
      if (offer === undefined) return null;
      const suggestions = await suggestionsOf(offer, columns, signal);
      const { start, end, quoted } = offer.writing;
      const hasColon = /^["']?[ \t]*:/.test(text.slice(end, end + 100));
      const isKey = ({ kind }: Suggestion): boolean => kind === "key" || (kind === "column" && offer.namesAreKeys);
      const suggested = suggestions.map((each) => ({
        ...each,
        // What the schema lists is written as it is: true is no name.
        insert:
          each.kind === "value"
            ? each.label
            : written(each.label, { quoted, asKey: isKey(each) && !hasColon, quote: text.charAt(start - 1) }),
      }));
      return { start, end, suggestions: suggested };
    },
    async "config/explain"({ text, offset }, { signal }) {
      const explained = explainedAt(text, offset);
      if (explained === undefined) return null;
      const { place, column, description, range } = explained;
      const all = column === undefined ? [] : await columns(place, column.dataset, signal);
      const detail = all.find(({ name }) => name === column?.name)?.type ?? "";
      return detail === "" && description === "" ? null : { start: range[0], end: range[1], detail, description };
    },
    "config/nullSpelling": ({ text, dataset, spelling, usual }) =>
      usual && !usualNullSpellings.includes(spelling.trim().toLowerCase())
        ? null
        : nullSpelling(text, { dataset, spelling }),
  };
}

async function suggestionsOf(offer: Offer, columns: Columns, signal: AbortSignal): Promise<Suggestion[]> {
  const { writing, names } = offer;
  const plain = { insert: "", detail: "", description: "" };
  const suggestions: Suggestion[] = [
    ...offer.keys.map((each) => ({ ...plain, kind: "key" as const, ...each })),
    ...offer.values.map((each) => ({ ...plain, kind: "value" as const, ...each })),
  ];
  if (names.datasets !== undefined) {
    for (const dataset of declaredNames(writing)) {
      suggestions.push({ ...plain, kind: "dataset", label: dataset });
      if (names.datasets === "alone") continue;
      const referred = await columns(writing, dataset, signal);
      suggestions.push(
        ...referred.map(({ name, type }) => ({
          ...plain,
          kind: "column" as const,
          label: `${dataset}.${name}`,
          detail: type,
        })),
      );
    }
  }
  if (names.columnsOf !== undefined) {
    const all = await columns(writing, names.columnsOf, signal);
    const left = all.filter(({ name }) => !writing.siblings.includes(name));
    suggestions.push(
      ...left.map(({ name, type }) => ({ ...plain, kind: "column" as const, label: name, detail: type })),
    );
  }
  return suggestions;
}

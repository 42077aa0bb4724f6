import { Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import type { CheckSeverity } from "../../protocol/checkEntities.ts";
import { formatAge } from "../../protocol/format.ts";
import { oneLine } from "../experiments/labels.ts";
import {
  type DataNode,
  type DatasetState,
  datasetWords,
  failingWords,
  outcomeLabel,
  placeOf,
  stateOf,
  toldOutcomes,
} from "./dataNodes.ts";

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

const severityIcons: Readonly<Record<CheckSeverity, ThemeIcon>> = {
  error: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  warning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  information: new ThemeIcon("info"),
};
const stateIcons: Readonly<Record<DatasetState, ThemeIcon>> = {
  ...severityIcons,
  unreadable: severityIcons.error,
  unknown: new ThemeIcon("database"),
  passed: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
};

/** How an item of the Data view looks. @param now in Unix milliseconds */
export function dataItem(node: DataNode, now: number): TreeItem {
  return node.kind === "dataset" ? datasetItem(node, now) : outcomeItem(node);
}

function datasetItem({ dataset, checked, quarantined }: DataNode & { kind: "dataset" }, now: number): TreeItem {
  const told = checked === undefined ? [] : toldOutcomes(checked.report);
  const item = new TreeItem(oneLine(dataset.name), told.length === 0 ? None : told.length > 20 ? Collapsed : Expanded);
  const waiting = quarantined === 0 ? "" : ` · ${quarantined.toLocaleString("en")} in quarantine`;
  const words = `${datasetWords(dataset, checked)}${waiting}`;
  const age = checked === undefined ? "" : ` · ${formatAge(checked.at, now)}`;
  // Another item once something fails: VS Code keeps an item closed that had nothing below it.
  item.id = told.length === 0 ? dataset.name : `${dataset.name}/failing`;
  item.description = `${words}${age}`;
  item.tooltip = [dataset.name, dataset.problem ?? words, ...dataset.paths].join("\n");
  item.iconPath = stateIcons[stateOf(dataset, checked)];
  item.contextValue = "dataset";
  item.accessibilityInformation = { label: `${dataset.name}, ${words}`, role: "treeitem" };
  if (told.length === 0) item.command = { command: "tidemark.data.open", title: "Show", arguments: [dataset.name] };
  return item;
}

function outcomeItem({ outcome }: DataNode & { kind: "outcome" }): TreeItem {
  const label = outcomeLabel(outcome);
  const item = new TreeItem(oneLine(label), None);
  item.id = outcome.id;
  item.description = failingWords(outcome);
  item.tooltip = outcome.message;
  item.iconPath = outcome.state === "couldNotRun" ? severityIcons.error : severityIcons[outcome.severity];
  item.contextValue = "outcome";
  item.accessibilityInformation = { label: `${label}: ${outcome.message}`, role: "treeitem" };
  item.command = opening(placeOf(outcome));
  return item;
}

/** Opens a file, selecting a place in it. */
function opening({ file, range: { start, end }, record }: ReturnType<typeof placeOf>) {
  if (record !== undefined)
    return { command: "tidemark.grid.open", title: "Open", arguments: [Uri.file(file), record] };
  const selection = new Range(start.line, start.character, end.line, end.character);
  return { command: "vscode.open", title: "Open", arguments: [Uri.file(file), { selection }] };
}

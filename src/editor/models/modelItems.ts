import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import { formatBytes } from "../../protocol/format.ts";
import { oneLine } from "../experiments/labels.ts";
import {
  modelDescription,
  versionAccessibleLabel,
  versionDescription,
  versionIcon,
  versionLabel,
} from "./modelLabels.ts";
import type { ModelFileNode, ModelTreeNode, VersionNode, VersionSection } from "./modelNodes.ts";
import { modelTooltip } from "./modelTooltip.ts";

const { Collapsed, None } = TreeItemCollapsibleState;

const sectionLooks: Readonly<Record<VersionSection, { label: string; icon: string }>> = {
  metrics: { label: "Metrics", icon: "graph-line" },
  inputs: { label: "Inputs", icon: "arrow-small-right" },
  outputs: { label: "Outputs", icon: "arrow-small-left" },
  files: { label: "Files", icon: "files" },
};

/** How an item of the Models view looks. */
export function modelItem(node: ModelTreeNode, now: number): TreeItem {
  const item = bareItem(node, now);
  item.id = node.id;
  return item;
}

function bareItem(node: ModelTreeNode, now: number): TreeItem {
  switch (node.kind) {
    case "model": {
      const item = new TreeItem(oneLine(node.model.name), Collapsed);
      item.description = modelDescription(node.model);
      item.iconPath = new ThemeIcon("package");
      item.contextValue = node.model.versions === 0 ? "model.empty" : "model.versions";
      item.tooltip = new MarkdownString(modelTooltip(node.model));
      return item;
    }
    case "version":
      return versionItem(node, now);
    case "source": {
      const item = new TreeItem("From run", None);
      item.description = node.name;
      item.tooltip = `Open the run ${node.name}`;
      item.iconPath = new ThemeIcon("beaker");
      item.contextValue = "source";
      item.command = { command: "tidemark.run.open", title: "Open run", arguments: [node.runId] };
      return item;
    }
    case "versionSection": {
      const { label, icon } = sectionLooks[node.section];
      const item = new TreeItem(label, Collapsed);
      item.description = `${node.count}${node.cut ? "+" : ""}`;
      item.iconPath = new ThemeIcon(icon);
      item.contextValue = `versionSection.${node.section}`;
      return item;
    }
    case "fact": {
      const item = new TreeItem(oneLine(node.label), None);
      item.description = node.text;
      item.tooltip = node.tooltip;
      item.iconPath = new ThemeIcon(node.section === "metrics" ? "graph-line" : "symbol-field");
      item.contextValue = `fact.${node.section}`;
      return item;
    }
    case "modelFile":
      return fileItem(node);
    case "moreVersions": {
      const item = new TreeItem(`Show ${node.step} more…`, None);
      item.description = `${node.left} left`;
      item.iconPath = new ThemeIcon("unfold");
      item.command = { command: "tidemark.models.showMore", title: "Show more", arguments: [node] };
      return item;
    }
    case "modelText": {
      const item = new TreeItem("", None);
      item.description = oneLine(node.text);
      item.tooltip = node.text;
      item.accessibilityInformation = { label: node.text };
      item.iconPath = new ThemeIcon("info");
      return item;
    }
  }
}

function versionItem({ version }: VersionNode, now: number): TreeItem {
  const item = new TreeItem(versionLabel(version), Collapsed);
  item.description = versionDescription(version, now);
  const { icon, color } = versionIcon(version);
  item.iconPath = new ThemeIcon(icon, new ThemeColor(color));
  item.contextValue = [
    "version",
    version.aliases.length > 0 ? "aliased" : "plain",
    version.runId === null ? "alone" : "fromRun",
  ].join(".");
  item.accessibilityInformation = { label: versionAccessibleLabel(version, now), role: "treeitem" };
  const target = { kind: "named", name: version.name, version: version.version };
  item.command = { command: "tidemark.model.open", title: "Open model version", arguments: [target] };
  return item;
}

function fileItem(node: ModelFileNode): TreeItem {
  const item = new TreeItem(oneLine(node.path), None);
  item.description = formatBytes(node.size);
  item.tooltip = node.path;
  // The path only chooses the icon of the user's icon theme; nothing is read.
  item.resourceUri = Uri.from({ scheme: "tidemark-artifact", path: `/${node.path}` });
  item.iconPath = ThemeIcon.File;
  item.contextValue = "modelFile";
  item.command = { command: "tidemark.model.openFile", title: "Open file", arguments: [node] };
  return item;
}

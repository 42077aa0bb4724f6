import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import { formatStatus } from "../../protocol/format.ts";
import { experimentDescription, oneLine, runAccessibleLabel, runDescription, runLabel, statusIcon } from "./labels.ts";
import type { ArtifactNode, Node, RunNode, Section } from "./nodes.ts";
import { artifactName, artifactSize } from "./runContent.ts";
import { escapeMarkdown, runTooltipHead } from "./tooltip.ts";

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

const sectionLooks: Readonly<Record<Section, { label: string; icon: string }>> = {
  params: { label: "Parameters", icon: "symbol-parameter" },
  metrics: { label: "Metrics", icon: "graph-line" },
  artifacts: { label: "Artifacts", icon: "files" },
};

/** How an item of the Experiments view looks. `expand` opens an experiment that was never opened or closed. */
export function treeItem(node: Node, options: { readonly now: number; readonly expand: boolean }): TreeItem {
  const item = bareItem(node, options);
  item.id = node.id;
  return item;
}

function bareItem(node: Node, { now, expand }: { readonly now: number; readonly expand: boolean }): TreeItem {
  switch (node.kind) {
    case "experiment": {
      const { experiment } = node;
      const item = new TreeItem(oneLine(experiment.name), expand ? Expanded : Collapsed);
      item.description = experimentDescription(experiment);
      item.iconPath = new ThemeIcon("beaker");
      item.contextValue =
        experiment.lifecycle === "deleted"
          ? "experiment.deleted"
          : experiment.id === "0"
            ? "experiment.default"
            : "experiment.active";
      item.tooltip = new MarkdownString(
        `**${escapeMarkdown(experiment.name)}**  \n${experimentDescription(experiment)}`,
      );
      return item;
    }
    case "group": {
      const item = new TreeItem(formatStatus(node.status), Expanded);
      item.description = String(node.count);
      item.iconPath = icon(statusIcon(node.status));
      item.contextValue = "group";
      return item;
    }
    case "run":
      return runItem(node, now);
    case "section": {
      const { label, icon: name } = sectionLooks[node.section];
      const item = new TreeItem(label, Collapsed);
      if (node.count !== null) item.description = String(node.count);
      item.iconPath = new ThemeIcon(name);
      item.contextValue = `section.${node.section}`;
      return item;
    }
    case "value": {
      const item = new TreeItem(oneLine(node.key), None);
      item.description = node.text;
      item.tooltip = node.tooltip;
      item.iconPath = new ThemeIcon(node.section === "params" ? "symbol-constant" : "graph-line");
      item.contextValue = `value.${node.section}`;
      return item;
    }
    case "artifact":
      return artifactItem(node);
    case "more": {
      const item = new TreeItem(`Show ${node.step} more…`, None);
      item.description = `${node.left} left`;
      item.iconPath = new ThemeIcon("unfold");
      item.command = { command: "tidemark.runs.showMore", title: "Show more", arguments: [node] };
      return item;
    }
    case "text": {
      const item = new TreeItem("", None);
      item.description = oneLine(node.text);
      item.tooltip = node.text;
      item.accessibilityInformation = { label: node.text };
      item.iconPath = new ThemeIcon(node.isError ? "warning" : "info");
      return item;
    }
  }
}

function runItem(node: RunNode, now: number): TreeItem {
  const { run } = node;
  const item = new TreeItem(runLabel(run), Collapsed);
  item.description = runDescription(run, now);
  item.iconPath = icon(statusIcon(run.status));
  item.contextValue = ["run", run.lifecycle, run.starred ? "starred" : "plain"].join(".");
  item.accessibilityInformation = { label: runAccessibleLabel(run, now), role: "treeitem" };
  if (run.lifecycle === "active") {
    item.command = { command: "tidemark.run.open", title: "Open run", arguments: [node] };
  }
  return item;
}

/** The tooltip to show while, or when, details can't be read. */
export const headTooltip = (node: RunNode, now: number): MarkdownString =>
  new MarkdownString(runTooltipHead(node.run, now));

function artifactItem(node: ArtifactNode): TreeItem {
  const { entry } = node;
  const name = artifactName(entry);
  const item = new TreeItem(name, entry.isDirectory ? Collapsed : None);
  item.description = artifactSize(entry);
  item.tooltip = entry.path;
  // The path only chooses the icon of the user's icon theme; nothing is read.
  item.resourceUri = Uri.from({ scheme: "tidemark-artifact", path: `/${entry.path}` });
  item.iconPath = entry.isDirectory ? ThemeIcon.Folder : ThemeIcon.File;
  item.contextValue = entry.isDirectory ? "artifact.folder" : "artifact.file";
  if (!entry.isDirectory) {
    item.command = { command: "tidemark.artifacts.open", title: "Open artifact", arguments: [node] };
  }
  return item;
}

const icon = (look: { icon: string; color: string }): ThemeIcon => new ThemeIcon(look.icon, new ThemeColor(look.color));

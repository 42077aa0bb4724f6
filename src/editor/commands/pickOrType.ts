import { type QuickPickItem, window } from "vscode";

export interface PickOrType {
  readonly title: string;
  readonly placeholder: string;
  /** What is offered; anything else can be typed. */
  readonly known: readonly { readonly value: string; readonly description: string }[];
  /** What stands in the field at first. */
  readonly value?: string;
  /** `Make the alias champion`: how something new is offered. */
  readonly offerNew: (typed: string) => string;
  /** Why a typed text can't be taken; undefined when it can. */
  readonly problem: (typed: string) => string | undefined;
}

interface Choice extends QuickPickItem {
  /** Null for a line that only explains. */
  readonly value: string | null;
}

/** Lets the user take one of the known names or type a new one; undefined when they thought better of it. */
export function pickOrType(options: PickOrType): Promise<string | undefined> {
  const { known, offerNew, problem } = options;
  const pick = window.createQuickPick<Choice>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.value = options.value ?? "";
  const show = (typed: string): void => {
    const own: Choice[] = known.map(({ value, description }) => ({ label: value, description, value }));
    const isNew = typed !== "" && !known.some(({ value }) => value === typed);
    const wrong = isNew ? problem(typed) : undefined;
    const first: Choice[] = !isNew
      ? []
      : wrong === undefined
        ? [{ label: `$(add) ${offerNew(typed)}`, value: typed, alwaysShow: true }]
        : [{ label: `$(warning) ${wrong}`, value: null, alwaysShow: true }];
    // What was typed comes first: Enter means that, and not what happens to begin alike.
    pick.items = [...first, ...own.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))];
  };
  show(pick.value.trim());
  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => show(typed.trim()));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined || chosen.value === null) return;
      resolve(chosen.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

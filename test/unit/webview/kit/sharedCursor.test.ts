import { expect, it } from "vitest";
import { createSharedCursor } from "../../../../webview/kit/sharedCursor.ts";

it("what one chart says of the pointer, all others hear until they stop listening", () => {
  const shared = createSharedCursor();
  const [first, second] = [{}, {}];
  const heard: string[] = [];
  shared.listen(first, (x) => heard.push(`first ${x}`));
  const stop = shared.listen(second, (x) => heard.push(`second ${x}`));
  shared.tell(first, 3);
  shared.tell(second, null);
  stop();
  shared.tell(first, 4);
  expect(heard).toEqual(["second 3", "first null"]);
});

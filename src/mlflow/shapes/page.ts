import type { Page } from "../../tracking/types.ts";

/** A page of a search under the name its items have; the token is left out at the end, as clients expect. */
export const pageShape = <Item>(name: string, page: Page<Item>, shape: (item: Item) => object): object => ({
  [name]: page.items.map(shape),
  ...(page.nextPageToken === undefined ? {} : { next_page_token: page.nextPageToken }),
});

/** The same as text, of a list that is a JSON array already. */
export const pageJson = (name: string, listJson: string, nextPageToken: string | undefined): string =>
  `{"${name}":${listJson}${nextPageToken === undefined ? "" : `,"next_page_token":${JSON.stringify(nextPageToken)}`}}`;

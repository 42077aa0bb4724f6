/** Browsers lay nothing out beyond some ten million pixels. */
const tallest = 6_000_000;

export interface RowWindow {
  /** The first row in sight, and how many to draw. */
  readonly first: number;
  readonly count: number;
  /** Where the first one's top stands within what is scrolled, in pixels. */
  readonly top: number;
}

export interface Scrolled {
  readonly total: number;
  readonly rowHeight: number;
  /** Height of what shows rows. */
  readonly viewport: number;
  readonly scrollTop: number;
}

/** Height of what is scrolled: all rows', or as much as a browser can. */
export const scrollHeight = ({ total, rowHeight }: Pick<Scrolled, "total" | "rowHeight">): number =>
  Math.min(tallest, total * rowHeight);

/** Rows in sight. Beyond the tallest page a pixel of scrolling is more than a pixel of rows. */
export function rowWindow({ total, rowHeight, viewport, scrollTop }: Scrolled): RowWindow {
  const count = Math.min(total, Math.ceil(viewport / rowHeight) + 1);
  const height = scrollHeight({ total, rowHeight });
  if (total * rowHeight <= tallest) {
    const first = Math.max(0, Math.min(total - count, Math.floor(scrollTop / rowHeight)));
    return { first, count, top: first * rowHeight };
  }
  const share = Math.min(1, Math.max(0, scrollTop / Math.max(1, height - viewport)));
  const last = total - Math.floor(viewport / rowHeight);
  const first = Math.min(total - count, Math.round(share * last));
  return { first, count, top: Math.min(scrollTop, height - count * rowHeight) };
}

/** Where to scroll to so that a row is in sight; unchanged when it is. */
export function scrollToRow(row: number, scrolled: Scrolled): number {
  const { total, rowHeight, viewport, scrollTop } = scrolled;
  const whole = Math.max(1, Math.floor(viewport / rowHeight));
  const { first } = rowWindow(scrolled);
  const hidden = scrollTop % rowHeight === 0 || total * rowHeight > tallest ? 0 : 1;
  if (row >= first + hidden && row < first + whole) return scrollTop;
  const target = row < first + hidden ? row : row - whole + 1;
  if (total * rowHeight <= tallest) return Math.max(0, target * rowHeight);
  const height = scrollHeight(scrolled);
  return (Math.max(0, target) / Math.max(1, total - whole)) * (height - viewport);
}

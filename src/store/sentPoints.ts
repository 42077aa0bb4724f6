import type { Connection } from "./connection.ts";
import type { Bound, UnsentPoints } from "./unsentPoints.ts";

/** Blocks that grow bit by bit, while a run goes on, end at about this many points. */
const blockSize = 1000;

/** What is remembered of points that a remote has acknowledged. `unsentPoints` reads it. */
export function sentPoints(db: Connection) {
  const lastBlock = db
    .prepare<[number, number], [...Bound, count: number]>(
      `SELECT step, time, value, nan, count FROM push_block WHERE item = ? AND series = ?
       ORDER BY step DESC, time DESC, value DESC, nan DESC LIMIT 1`,
    )
    .raw();
  const countOf = db
    .prepare<[number, number, ...Bound], number>(
      `SELECT count FROM push_block
       WHERE item = ? AND series = ? AND step = ? AND time = ? AND value = ? AND nan = ?`,
    )
    .pluck();
  const insert = db.prepare<[number, number, ...Bound, number]>(
    `INSERT INTO push_block (item, series, step, time, value, nan, count) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = excluded.count`,
  );
  const remove = db.prepare<[number, number, ...Bound]>(
    "DELETE FROM push_block WHERE item = ? AND series = ? AND step = ? AND time = ? AND value = ? AND nan = ?",
  );
  const count = db.prepare<[number, number, number]>(
    `INSERT INTO push_series (item, series, count) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );

  const beyond = (item: number, { series, points, upTo }: UnsentPoints): void => {
    const [step, time, value, nan, before] = lastBlock.get(item, series) ?? [0, 0, 0, 0, blockSize];
    const grows = before + points.length <= blockSize;
    if (grows) remove.run(item, series, step, time, value, nan);
    insert.run(item, series, ...upTo, points.length + (grows ? before : 0));
    count.run(item, series, points.length);
  };
  const late = (item: number, { series, points, upTo }: UnsentPoints, block: Bound): void => {
    const before = countOf.get(item, series, ...block) ?? 0;
    const whole = upTo.every((part, index) => part === block[index]);
    // What is left of a block that was too long for one request counts as not sent.
    if (!whole) insert.run(item, series, ...block, 0);
    insert.run(item, series, ...upTo, points.length);
    count.run(item, series, points.length - before);
  };
  return {
    add(item: number, sent: UnsentPoints): void {
      if (sent.block === null) beyond(item, sent);
      else late(item, sent, sent.block);
    },
  };
}

import type { Connection } from "./connection.ts";

/** An alias that was moved because a model held its gates. */
export interface PromotionRow {
  readonly id: number;
  /** `registered_model.id`; null once the model is deleted. */
  readonly model: number | null;
  /** The model's name at that time. */
  readonly name: string;
  readonly alias: string;
  /** Null when no version had the alias. */
  readonly from_version: number | null;
  readonly to_version: number;
  readonly time: number;
  readonly user: string | null;
  readonly evaluation: string;
  readonly result_hash: string;
  readonly model_hash: string | null;
  /** A JSON array. */
  readonly gates: string;
  readonly undone_at: number | null;
  readonly undone_by: string | null;
}

export type NewPromotion = Omit<PromotionRow, "id" | "undone_at" | "undone_by">;

/** Promotions of models: nothing of it is ever removed. */
export function promotionTable(db: Connection) {
  const insert = db
    .prepare<NewPromotion, number>(
      `INSERT INTO promotion
         (model, name, alias, from_version, to_version, time, user, evaluation, result_hash, model_hash, gates)
       VALUES
         (@model, @name, @alias, @from_version, @to_version, @time, @user, @evaluation, @result_hash, @model_hash, @gates)
       RETURNING id`,
    )
    .pluck();
  const get = db.prepare<[number], PromotionRow>("SELECT * FROM promotion WHERE id = ?");
  const last = db.prepare<[number, string], PromotionRow>(
    "SELECT * FROM promotion WHERE model = ? AND alias = ? ORDER BY id DESC LIMIT 1",
  );
  const ofVersion = db.prepare<[number, number, number, number], PromotionRow>(
    "SELECT * FROM promotion WHERE model = ? AND (to_version = ? OR from_version = ?) ORDER BY id DESC LIMIT ?",
  );
  const undo = db.prepare<[number, string | null, number]>(
    "UPDATE promotion SET undone_at = ?, undone_by = ? WHERE id = ?",
  );
  return {
    insert: (promotion: NewPromotion): number => insert.get(promotion) ?? 0,
    get: (id: number) => get.get(id),
    /** Of the model's alias, undone or not. */
    last: (model: number, alias: string) => last.get(model, alias),
    /** Those that gave it an alias or took one from it, the newest first. */
    ofVersion: (model: number, version: number, limit: number) => ofVersion.all(model, version, version, limit),
    undo: (id: number, time: number, user: string | null) => undo.run(time, user, id),
  };
}

/** Finds the logged models of a run without reading all of them. */
export const modelSourceIndex = `
CREATE INDEX logged_model_by_source ON logged_model (source_run_id, created_at, model_id);
`;

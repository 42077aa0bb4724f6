/** Words of docs/mlflow-compatibility.md that the declared differences go back to. */
export const stricter = "Stricter, because the other way something is recorded wrong";
export const lenient = "More lenient";
export const noServerErrors = "Never a 5xx for what the caller did";
export const queries = "the rest of the query language";
export const ownWords = "Words of our own";
export const noSuchEndpoint = "answers 404 with `ENDPOINT_NOT_FOUND`, whatever the method";
export const unknownRun = "A history of a run that does not exist is 404";
export const downloads = "always sent as `application/octet-stream` downloads";
export const uploads = "An upload is answered with `{}`";
export const zeros = "Zero is answered where MLflow leaves it out";
export const serverInfo = "server-info names the kind of store alone";
export const plainVersion = "`/version` is plain text";
export const moreModels = "where MLflow finds nothing";
export const orderByDataset = "An order of logged models by a metric looks at all data sets";
export const tagValues = "Values of a run's tags are cut off at 8000 characters however they come";

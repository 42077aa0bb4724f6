"""Trains a classifier of customers who leave, on data/customers.csv, and says which data it used.

    python churn.py

Tidemark links the run to the versions of the data that it logs: see "Show lineage" in the Data view.
"""

import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

CUSTOMERS = "data/customers.csv"
NUMBERS = ["age", "spend"]


def main():
    mlflow.set_experiment("churn")
    customers = pd.read_csv(CUSTOMERS)
    # The file breaks promises of tidemark.yaml: what is no number is left out here.
    customers[NUMBERS] = customers[NUMBERS].apply(pd.to_numeric, errors="coerce")
    customers = customers.dropna(subset=[*NUMBERS, "churned"])
    train, test = (customers[customers["set"] == part] for part in ("train", "test"))
    columns = make_column_transformer((StandardScaler(), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), ["plan"]))
    model = make_pipeline(columns, LogisticRegression())
    with mlflow.start_run(run_name="churn"):
        for part, context in ((train, "training"), (test, "testing")):
            mlflow.log_input(mlflow.data.from_pandas(part, source=CUSTOMERS, name=f"customers-{context}"), context=context)
        model.fit(train, train["churned"].astype(bool))
        score = roc_auc_score(test["churned"].astype(bool), model.predict_proba(test)[:, 1])
        mlflow.log_metric("test/auc", score)
        mlflow.sklearn.log_model(
            model, name="model", registered_model_name="churn", serialization_format="cloudpickle"
        )
    print(f"AUC {score:.3f} on {len(test)} customers")


if __name__ == "__main__":
    main()

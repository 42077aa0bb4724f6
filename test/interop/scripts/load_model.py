"""Loads a model by the address on standard input and predicts with it."""

import json
import sys

import mlflow
import pandas as pd

features = pd.DataFrame({"width": [1.0, 2.0, 3.0, 4.0], "height": [4.0, 3.0, 2.0, 1.0]})
json.dump(mlflow.pyfunc.load_model(json.load(sys.stdin)).predict(features).tolist(), sys.stdout)

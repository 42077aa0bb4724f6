"""Every way to log an artifact, names that need care in an address, and all of it read back."""

import hashlib
import json
import os
import sys
import tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd

mlflow.set_experiment("artifacts")
folder = tempfile.mkdtemp()

names = ["with space.txt", "plus+sign.txt", "100%.txt", "per%cent.txt", "ünïcode 🌊.txt", "comma,semi;colon.txt", "empty.bin", "a&b=c.csv"]
for name in names:
    with open(os.path.join(folder, name), "wb") as file:
        file.write(b"" if name == "empty.bin" else name.encode())
os.makedirs(os.path.join(folder, "deep", "er"))
with open(os.path.join(folder, "deep", "er", "leaf.json"), "w") as file:
    file.write('{"not": "parsed", }')
big = os.path.join(tempfile.mkdtemp(), "big.bin")
with open(big, "wb") as file:
    file.write(os.urandom(40 * 1024 * 1024))

with mlflow.start_run() as run:
    mlflow.log_text("héllo", "notes/hello.txt")
    mlflow.log_dict({"a": [1, 2]}, "config/data.json")
    mlflow.log_dict({"a": [1, 2]}, "config/data.yaml")
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3])
    mlflow.log_figure(figure, "plots/curve.png")
    mlflow.log_image(np.zeros((4, 4, 3), dtype=np.uint8), "plots/black.png")
    mlflow.log_image(np.zeros((4, 4, 3), dtype=np.uint8), key="frames", step=1)
    mlflow.log_table(pd.DataFrame({"x": [1, 2]}), "table.json")
    mlflow.log_artifacts(folder, "tree")
    mlflow.log_artifact(big)
    mlflow.log_text("first", "again.txt")
    mlflow.log_text("second", "again.txt")

client = mlflow.MlflowClient()


def walk(path=None):
    for entry in client.list_artifacts(run.info.run_id, path):
        yield {"path": entry.path, "isDirectory": entry.is_dir, "size": entry.file_size}
        if entry.is_dir:
            yield from walk(entry.path)


back = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="tree")
# The client takes the %ce of this name for an encoded byte and asks for the sign of unknown text in its place.
received = {"per%cent.txt": "per\ufffdnt.txt"}
contents = {name: open(os.path.join(back, received.get(name, name)), "rb").read().decode() for name in names}
contents["leaf"] = open(os.path.join(back, "deep", "er", "leaf.json")).read()


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


json.dump(
    {
        "runId": run.info.run_id,
        "entries": list(walk()),
        "contents": contents,
        "again": mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/again.txt"),
        "dict": mlflow.artifacts.load_dict(f"runs:/{run.info.run_id}/config/data.json"),
        "bigSame": digest(big)
        == digest(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="big.bin")),
        "table": mlflow.load_table("table.json", run_ids=[run.info.run_id])["x"].tolist(),
        "ofFile": [entry.path for entry in client.list_artifacts(run.info.run_id, "again.txt")],
        "ofNothing": [entry.path for entry in client.list_artifacts(run.info.run_id, "nowhere")],
    },
    sys.stdout,
)

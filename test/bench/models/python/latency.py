"""Times one inference after another in onnxruntime, with given threads and batch, for some seconds."""

import json
import sys
import time

import numpy as np
import onnxruntime

model, batch, threads, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
feeds = {"X": np.random.default_rng(1).random((batch, 4), dtype=np.float32)}
names = [output.name for output in session.get_outputs()]
times = []
for _ in range(200):
    session.run(names, feeds)
end = time.perf_counter() + seconds
while time.perf_counter() < end:
    began = time.perf_counter()
    session.run(names, feeds)
    times.append(time.perf_counter() - began)
print(json.dumps({"p50": float(np.quantile(times, 0.5)) * 1000, "version": onnxruntime.__version__}))

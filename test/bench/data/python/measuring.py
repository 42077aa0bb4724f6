"""Runs one piece of work and prints what it took as JSON. What is asked comes as JSON in the only argument."""

import json
import resource
import sys
import time

asked = json.loads(sys.argv[1])


def measure(work):
    """Times `work`, which reads its files itself; its imports are not part of it. It returns failing rows by check, or None."""
    began = time.perf_counter()
    answers = work()
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": memory, "answers": answers}))


def read_pandas(file):
    """A file as users of these tools read it: times are times."""
    import pandas

    if file.endswith(".parquet"):
        return pandas.read_parquet(file)
    return pandas.read_csv(file, parse_dates=["signup", "at"])

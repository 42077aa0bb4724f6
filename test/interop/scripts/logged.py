"""What a script logged, as JSON on its last line: numbers as Python writes them, so that NaN and infinities survive."""

import json


class Logged:
    def __init__(self):
        self.runs = {}

    def point(self, run, key, step, value, time=None):
        """`time` in seconds since 1970 UTC, where the tool was given one."""
        self.runs.setdefault(run, {}).setdefault(key, []).append([step, repr(float(value)), time])

    def print(self, **more):
        print(json.dumps({"runs": self.runs, **more}))

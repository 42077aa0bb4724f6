import os
import warnings

os.environ["DO_NOT_TRACK"] = "1"
warnings.filterwarnings("ignore")

from evidently import Dataset, Report
from evidently.presets import DataDriftPreset
from measuring import asked, measure, read_pandas


def drift():
    reference, current = (
        Dataset.from_pandas(read_pandas(file).drop(columns=asked["without"])) for file in asked["files"]
    )
    Report([DataDriftPreset()]).run(current, reference).dict()


measure(drift)

import os
import warnings

os.environ["YDATA_PROFILING_NO_ANALYTICS"] = "True"
warnings.filterwarnings("ignore")

from measuring import asked, measure, read_pandas
from ydata_profiling import ProfileReport


def profile():
    """What its report is made of, without writing the report."""
    frame = read_pandas(asked["file"])
    ProfileReport(frame, minimal=asked["minimal"], progress_bar=False).get_description()


measure(profile)

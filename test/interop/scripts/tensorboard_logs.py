"""Writes TensorBoard's event files below the working folder, with TensorBoard's own writer and with tensorboardX."""

import numpy as np
from logged import Logged
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.plugins.hparams import api_pb2, metadata as hparams, plugin_data_pb2, summary_v2
from tensorboard.summary import Writer
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util.tensor_util import make_tensor_proto
from tensorboardX import SummaryWriter

logged = Logged()
start = 1_700_000_000.25
special = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 1e-40, 3.4e38, -1.5]


def rounded(value):
    """Both writers store a scalar as a 32-bit float."""
    return float(np.float32(value))


# As PyTorch users write them.
with SummaryWriter("torch/exp1") as writer:
    for step in range(3000):
        value = 1 / (step + 1)
        writer.add_scalar("loss/train", value, step, walltime=start + step)
        logged.point("torch/exp1", "loss/train", step, rounded(value), start + step)
    for step, value in enumerate(special):
        writer.add_scalar("special", value, step, walltime=start)
        logged.point("torch/exp1", "special", step, rounded(value), start)
    writer.add_scalar("big_step", 1, 2**40, walltime=start)
    logged.point("torch/exp1", "big_step", 2**40, 1, start)
    writer.add_scalar("weird@name[0]", 2, 1, walltime=start)
    logged.point("torch/exp1", "weird_name_0_", 1, 2, start)
    writer.add_text("note", "hello **world**", 3)
    writer.add_image("picture", np.zeros((3, 4, 4), dtype=np.uint8), 5)
    writer.add_histogram("weights", np.arange(10), 1)
    writer.add_hparams({"lr": 0.1, "layers": 3, "bias": True, "optimizer": "adam"}, {"accuracy": 0.5}, name="hp")
logged.point("torch/exp1/hp", "accuracy", 0, 0.5)

# A second file of the same run, as after a restart; files of one run need names that differ.
with SummaryWriter("torch/exp1", filename_suffix=".again") as writer:
    for step in range(3000, 3010):
        writer.add_scalar("loss/train", step, step, walltime=start + step)
        logged.point("torch/exp1", "loss/train", step, rounded(step), start + step)

# As TensorFlow 2 writes them: tensors with the scalars plugin.
writer = Writer("keras/train")
for step in range(100):
    writer.add_scalar("epoch_loss", step / 7, step, wall_time=start + step)
    logged.point("keras/train", "epoch_loss", step, rounded(step / 7), start + step)
writer.close()

# Tensors of other kinds, with their values in bytes and in fields, and what the hparams plugin says of a run.
writer = EventFileWriter("kinds")
for dtype in ["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]:
    value = np.array(1 if dtype == "bool" else 0.1 if dtype.startswith("float") else 7).astype(dtype)
    metadata = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"))
    content = make_tensor_proto(value)
    content.tensor_content = value.tobytes()
    for name in content.DESCRIPTOR.fields_by_name:
        if name.endswith("_val"):
            content.ClearField(name)
    for step, tensor in enumerate([make_tensor_proto(value), content]):
        values = [Summary.Value(tag=dtype, metadata=metadata, tensor=tensor)]
        writer.add_event(Event(wall_time=start, step=step, summary=Summary(value=values)))
        logged.point("kinds", dtype, step, float(value), start)
params = summary_v2.hparams_pb({"lr": 1e-7, "units": 64}, start_time_secs=start)
writer.add_event(Event(wall_time=start, summary=params))
end = plugin_data_pb2.SessionEndInfo(status=api_pb2.STATUS_FAILURE, end_time_secs=start + 60)
metadata = hparams.create_summary_metadata(plugin_data_pb2.HParamsPluginData(session_end_info=end))
values = [Summary.Value(tag=hparams.SESSION_END_INFO_TAG, metadata=metadata, tensor=hparams.NULL_TENSOR)]
writer.add_event(Event(wall_time=start, summary=Summary(value=values)))
writer.close()

logged.print()

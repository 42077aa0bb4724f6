"""Trains with PyTorch Lightning and mlflow.pytorch.autolog(), registers the model that it logged and loads it back."""

import json

import frameworks  # noqa: F401
import lightning
import mlflow
import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(7)
features = torch.randn(160, 3)
target = features[:, :1] * 2
losses = []


class Network(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(3, 1)

    def forward(self, batch):
        return self.layer(batch)

    def error(self, batch):
        return torch.nn.functional.mse_loss(self(batch[0]), batch[1])

    def training_step(self, batch, _):
        error = self.error(batch)
        self.log("train_loss", error, on_epoch=True, on_step=False)
        return error

    def validation_step(self, batch, _):
        self.log("val_loss", self.error(batch))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.05)


class Remember(lightning.Callback):
    def on_train_epoch_end(self, trainer, _):
        losses.append({key: value.item() for key, value in trainer.callback_metrics.items()})


mlflow.pytorch.autolog()
network = Network()
trainer = lightning.Trainer(
    max_epochs=12,
    accelerator="cpu",
    callbacks=[Remember()],
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
    num_sanity_val_steps=0,
)
training = DataLoader(TensorDataset(features[:128], target[:128]), batch_size=16)
held_out = DataLoader(TensorDataset(features[128:], target[128:]), batch_size=16)
with mlflow.start_run() as run:
    trainer.fit(network, training, held_out)

place = f"runs:/{run.info.run_id}/model"
registered = mlflow.register_model(place, "network")
client = mlflow.MlflowClient()
finished = client.get_run(run.info.run_id)


def history(key):
    return [[point.step, point.value] for point in client.get_metric_history(run.info.run_id, key)]


def predictions(model):
    return model(features[:5]).flatten().tolist()


print(
    json.dumps(
        {
            "status": finished.info.status,
            "params": finished.data.params,
            "losses": losses,
            "logged": {key: history(key) for key in finished.data.metrics},
            "version": str(registered.version),
            "expected": predictions(network),
            "loaded": [predictions(mlflow.pytorch.load_model(uri)) for uri in (place, "models:/network/1")],
        }
    )
)

"""The Hugging Face Trainer with report_to="mlflow": what it reports, and what the run holds afterwards."""

import json

import frameworks  # noqa: F401
import mlflow
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

torch.manual_seed(7)
small = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
model = BertForSequenceClassification(BertConfig(vocab_size=50, max_position_embeddings=16, **small))
examples = [{"input_ids": torch.randint(0, 50, (8,)), "labels": torch.tensor(number % 2)} for number in range(64)]
arguments = TrainingArguments(
    output_dir="trained",
    run_name="tiny",
    report_to="mlflow",
    num_train_epochs=5,
    per_device_train_batch_size=8,
    logging_steps=1,
    eval_strategy="epoch",
    save_strategy="no",
    use_cpu=True,
    disable_tqdm=True,
)
trainer = Trainer(model=model, args=arguments, train_dataset=examples, eval_dataset=examples[:16])
trainer.train()
mlflow.flush_async_logging()
run_id = mlflow.last_active_run().info.run_id

client = mlflow.MlflowClient()
finished = client.get_run(run_id)
reported = {}
for report in trainer.state.log_history:
    for key in report.keys() - {"step"}:
        reported.setdefault(key, []).append([report["step"], report[key]])


def history(key):
    return sorted([point.step, point.value] for point in client.get_metric_history(run_id, key))


print(
    json.dumps(
        {
            "status": finished.info.status,
            "name": finished.info.run_name,
            "params": finished.data.params,
            "reported": {key: sorted(points) for key, points in reported.items()},
            "logged": {key: history(key) for key in finished.data.metrics},
        }
    )
)

"""Prompts, which MLflow's clients keep in the model registry."""

import json
import sys

import mlflow

client = mlflow.MlflowClient()
prompts = mlflow if mlflow.__version__.startswith("2.") else mlflow.genai


def error_of(call):
    try:
        call()
    except mlflow.exceptions.MlflowException as error:
        return error.error_code
    return None


client.create_registered_model("a model")
prompts.register_prompt("greeting", "Hello {{name}}", commit_message="The first")
prompts.register_prompt("greeting", "Hi {{name}}")
prompts.set_prompt_alias("greeting", "live", 1)

json.dump(
    {
        "byVersion": prompts.load_prompt("prompts:/greeting/2").template,
        "byAlias": prompts.load_prompt("prompts:/greeting@live").template,
        "models": [each.name for each in client.search_registered_models()],
        "prompts": [
            each.name
            for each in client.search_registered_models("tags.`mlflow.prompt.is_prompt` = 'true'")
        ],
        "versions": len(client.search_model_versions("name = 'greeting' AND tags.`mlflow.prompt.is_prompt` = 'true'")),
        "sameName": error_of(lambda: client.create_registered_model("greeting")),
    },
    sys.stdout,
)

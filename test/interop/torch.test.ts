import { describe, expect, it } from "vitest";
import { frameworksOf } from "./support/frameworks.ts";
import { describeScript } from "./support/pythonClients.ts";

const environment = process.env.TIDEMARK_PYTHON_TORCH;

describe.skipIf(environment === undefined)("PyTorch", () => {
  const env = environment === undefined ? {} : { ...frameworksOf(environment), HF_HUB_OFFLINE: "1" };

  describeScript("Lightning", "lightning_model.py", { env }, (finished) => {
    it("is logged by mlflow.pytorch.autolog(): parameters, and the losses of every epoch", () => {
      const { answer } = finished();
      expect(answer.status).toBe("FINISHED");
      expect(answer.params).toMatchObject({ epochs: "12", lr: "0.05", optimizer_name: "SGD" });
      expect(answer.losses).toHaveLength(12);
      for (const key of ["train_loss", "val_loss"]) {
        const epochs: readonly Record<string, number>[] = answer.losses;
        expect(answer.logged[key]).toEqual(epochs.map((losses, epoch) => [epoch, losses[key]]));
      }
    });

    it("has its model registered, and loaded by its run and by its version", () => {
      const { answer } = finished();
      expect(answer.version).toBe("1");
      expect(answer.loaded).toEqual([answer.expected, answer.expected]);
    });
  });

  describeScript("the Hugging Face Trainer", "trainer.py", { env }, (finished) => {
    it("keeps each number that the Trainer reports, once and at its step", () => {
      const { answer } = finished();
      expect(answer).toMatchObject({ status: "FINISHED", name: "tiny", params: { num_train_epochs: "5" } });
      expect(answer.reported.loss).toHaveLength(40);
      expect(answer.reported.eval_loss).toHaveLength(5);
      expect(answer.logged).toEqual(answer.reported);
    });
  });
});

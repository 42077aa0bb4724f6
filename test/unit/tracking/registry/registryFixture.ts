import type { Registry } from "../../../../src/tracking/registry/registryTypes.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

export interface RegistryFixture extends AsyncDisposable {
  readonly test: TrackingFixture;
  readonly registry: Registry;
  model(name: string): Promise<void>;
  /** Registers an address elsewhere, whose origin nobody can tell. */
  version(name: string, tags?: Readonly<Record<string, string>>): Promise<number>;
}

/** A registry on a real store. */
export async function registryFixture(): Promise<RegistryFixture> {
  const test = await trackingFixture();
  const { registry } = test.tracking;
  return {
    test,
    registry,
    model: async (name) => {
      await registry.models.create({ name, description: "", tags: [] });
    },
    version: async (name, tags = {}) => {
      const { version } = await registry.versions.create({
        name,
        source: `s3://bucket/${name}`,
        description: "",
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      });
      return version;
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

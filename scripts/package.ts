/** Builds Tidemark and packages it as a VSIX for this platform. */
import { makePackage } from "./packaging/makePackage.ts";

const started = performance.now();
const { file, bytes } = await makePackage();
console.log(`✔ ${file}`);
console.log(`  ${(bytes / 1e6).toFixed(2)} MB, made in ${((performance.now() - started) / 1000).toFixed(1)} s`);

/** Who may import whom: see docs/decisions/0002-layers.md. */
const layer = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join("-") || "nothing"}`,
  severity: "error",
  from: { path: `^src/${name}/` },
  to: { path: "^(src|webview)/", pathNot: `^src/(${[name, ...allowed].join("|")})/` },
});

// The visitor of swc that dependency-cruiser walks with stops at `using`, which for imports is a declaration like `const`.
const Visitor = require("@swc/core/Visitor.js").Visitor ?? require("@swc/core/Visitor.js").default;
const visitStatement = Visitor.prototype.visitStatement;
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== "UsingDeclaration") return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    layer("protocol", []),
    layer("statistics", []),
    layer("config", ["protocol"]),
    layer("store", ["protocol"]),
    layer("tracking", ["store", "statistics", "protocol"]),
    layer("provenance", ["store", "statistics", "protocol"]),
    layer("data", ["config", "store", "statistics", "protocol"]),
    layer("models", ["data", "config", "store", "statistics", "protocol"]),
    layer("mlflow", ["tracking", "protocol"]),
    layer("transfer", ["tracking", "store", "protocol"]),
    layer("client", ["protocol"]),
    layer("engine", [
      "protocol",
      "config",
      "statistics",
      "store",
      "tracking",
      "provenance",
      "mlflow",
      "data",
      "models",
      "transfer",
      "client",
    ]),
    layer("cli", ["protocol", "config", "client"]),
    layer("editor", ["protocol", "client"]),
    {
      name: "webview-imports-only-protocol",
      severity: "error",
      from: { path: "^webview/" },
      to: { path: "^src/", pathNot: "^src/protocol/" },
    },
    {
      name: "only-the-editor-imports-vscode",
      severity: "error",
      from: { path: "^(src|webview)/", pathNot: "^src/(editor/|extension\\.ts$)" },
      to: { path: "^vscode$" },
    },
    {
      name: "only-the-store-knows-sqlite",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(store/|engine/engineLock\\.ts$)" },
      to: { path: "better-sqlite3" },
    },
    {
      name: "only-data-knows-duckdb",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/data/" },
      to: { path: "@duckdb" },
    },
    {
      name: "only-models-knows-onnx",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/models/" },
      to: { path: "onnxruntime-" },
    },
    {
      name: "pure-layers-run-anywhere",
      severity: "error",
      from: { path: "^(src/(protocol|statistics|config)|webview)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "source-does-not-import-tests-or-scripts",
      severity: "error",
      from: { path: "^(src|webview)/" },
      to: { path: "^(test|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|out|\\.cache|\\.vscode-test)/" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".js", ".d.ts"],
    },
  },
};

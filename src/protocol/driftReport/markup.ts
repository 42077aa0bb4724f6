import type { Drawing, Shape } from "./charts.ts";
import { style } from "./htmlStyle.ts";

/** A page that needs nothing else and runs nothing: for a browser or a mail. @param body markup whose texts are escaped */
export const htmlPage = (title: string, body: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;

export function svgOf({ width, height, label, shapes }: Drawing): string {
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">${shapes.map(shapeOf).join("")}</svg>`;
}

function shapeOf(shape: Shape): string {
  switch (shape.kind) {
    case "rect":
      return `<rect class="${shape.of}" x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}">${shape.title === undefined ? "" : `<title>${escaped(shape.title)}</title>`}</rect>`;
    case "path":
      return `<path class="${shape.of}" d="${shape.d}"/>`;
    case "text":
      return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

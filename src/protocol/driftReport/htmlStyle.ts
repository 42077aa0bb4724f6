/** The look of an exported report, light or dark as the browser is. Blue and orange are told apart by all. */
export const style = `
:root { color-scheme: light dark; --text: #1f2328; --back: #fff; --muted: #59636e; --line: #d1d9e0; --before: #7aa6d8; --now: #c2570c; --bad: #b42318; --good: #1a7f37; --open: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --back: #14181d; --muted: #9198a1; --line: #3d444d; --before: #3f6ea5; --now: #ff9d4d; --bad: #ff8a80; --good: #5ec27a; --open: #e3b341; } }
body { font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { margin-bottom: 0; } .lead { font-size: 1.1rem; margin-top: .25rem; } .muted { color: var(--muted); }
details { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .5rem 0; } summary { cursor: pointer; }
.tag { float: right; } .drift { color: var(--bad); } .no-drift { color: var(--good); } .too-small-to-tell { color: var(--open); }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; } svg { max-width: 100%; height: auto; }
svg text { fill: var(--muted); font-size: 11px; } rect.reference { fill: var(--before); } rect.current { fill: var(--now); }
rect.drift { fill: var(--bad); } rect.quiet { fill: var(--good); } rect.unclear { fill: var(--open); } figure { margin: 0; }
path { fill: none; stroke: var(--line); } path.limit { stroke: var(--muted); stroke-dasharray: 3 3; } path.current { stroke: var(--now); stroke-width: 2; }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; } .key.reference { background: var(--before); } .key.current { background: var(--now); }
.key.drift { background: var(--bad); } .key.quiet { background: var(--good); } .key.unclear { background: var(--open); }
table { border-collapse: collapse; } th { text-align: left; font-weight: normal; padding-right: 1.5rem; vertical-align: top; } td { font-variant-numeric: tabular-nums; }
`;

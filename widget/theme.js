/** The colours. tests/widget/test_colours.py names the pairs that must keep 7:1 (words) and 3:1 (edges) in every theme. */
export const THEMES = {
  light: {
    paper: "#f7f5f0", card: "#fff", ink: "#1c2b33", soft: "#394850", accent: "#0b4c57", onAccent: "#fff",
    mine: "#d9e9e7", tint: "#e9efec", line: "#6f8288", edge: "#e2dfd7", danger: "#8c1521", dangerPaper: "#fff3f1",
  },
  dark: {
    paper: "#11191d", card: "#1a252a", ink: "#f2efe8", soft: "#c6cfd1", accent: "#96d7d2", onAccent: "#06272b",
    mine: "#21403f", tint: "#1f2f33", line: "#80959c", edge: "#2e3d43", danger: "#ffc0b8", dangerPaper: "#3b1619",
  },
  contrast: {
    paper: "#000", card: "#000", ink: "#fff", soft: "#fff", accent: "#ffe95c", onAccent: "#000",
    mine: "#000", tint: "#000", line: "#fff", edge: "#fff", danger: "#ffe95c", dangerPaper: "#000",
  },
};
const rule = (selector, colours) =>
  `${selector}{${Object.entries(colours).map(([name, value]) => `--${name}:${value}`).join(";")}}`;

export const themeCss =
  rule(".root", THEMES.light) +
  `@media (prefers-color-scheme:dark){${rule(".root:not([data-theme])", THEMES.dark)}}` +
  `@media (prefers-contrast:more){${rule(".root:not([data-theme])", THEMES.contrast)}}` +
  Object.entries(THEMES).map(([name, colours]) => rule(`.root[data-theme=${name}]`, colours)).join("");

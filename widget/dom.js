/** Small helpers that build the page. Text always becomes a text node, never markup. */

const ICONS = {
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  send: "M5 12h13M12 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
  back: "M19 12H6M12 5l-7 7 7 7",
  sound: "M4 9v6h4l5 4V5L8 9zM17 9a4 4 0 0 1 0 6",
  stop: "M6 6h12v12H6z",
  warn: "M12 3l10 18H2zM12 10v5M12 18v.5",
  mic: "M9 4h6v9H9zM6 11c0 8 12 8 12 0M12 17v4",
  lab_and_animals: "M9 3h6M10 3v6L5 20h14L14 9V3M7.5 15h9",
  small_early_studies: "M5 20v-5M12 20v-5M12 11V9",
  larger_studies_no_clear_benefit: "M4 9h16M4 15h16",
  proven_care: "M12 3a9 9 0 1 0 .1 0M8 12l3 3 5-6",
  not_known: "M12 3a9 9 0 1 0 .1 0M9.5 9.5c0-3.5 5-3.5 5 0 0 2-2.5 2-2.5 4M12 16.5v.5",
};

/** An element. `on…` properties are listeners; null, false and undefined are left out. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child != null && child !== false));
  return element;
}

/** A drawing that only repeats what the words beside it say. */
export function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name] ?? ICONS.not_known);
  svg.append(path);
  return svg;
}

/** A button with words, and an icon before them if one is named. */
export const button = (label, onclick, props, image) =>
  h("button", { type: "button", onclick, ...props }, image && icon(image), h("span", null, label));

/** Replaces the {names} in a sentence. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

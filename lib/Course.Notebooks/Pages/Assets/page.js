'use strict';

// Formulas. Definitions (\newcommand) last from one formula to the next, as in Jupyter.
const macros = {};
for (const element of document.querySelectorAll('.math')) {
  katex.render(element.textContent, element, {
    displayMode: element.classList.contains('display'),
    throwOnError: false,
    strict: 'ignore',
    globalGroup: true,
    macros,
  });
}

// Plots. A figure follows the page's colours unless it sets its own: then it gets the white paper that it was made for.
const dark = matchMedia('(prefers-color-scheme: dark)');
const plots = [...document.querySelectorAll('.plot')].map(element => {
  const figure = JSON.parse(element.querySelector('script').textContent);
  element.replaceChildren();
  return { element, data: figure.data ?? [], layout: figure.layout ?? {}, config: figure.config ?? {}, frames: figure.frames };
});

// The size that Plotly.NET gives to every figure whose author asked for none.
const unasked = layout => layout.width === 600 && layout.height === 600;

const isDark = colour => typeof colour === 'string'
  && /^(black|#0{3}|#[0-3][0-9a-f][0-3][0-9a-f][0-3][0-9a-f]|rgba?\(\s*[0-5]?\d\s*,\s*[0-5]?\d\s*,\s*[0-5]?\d\s*[,)].*)$/i.test(colour);

function paintsItself({ data, layout }) {
  if (layout.paper_bgcolor || layout.plot_bgcolor)
    return true;
  const search = value => typeof value === 'object' && value !== null
    ? Object.entries(value).some(([key, inner]) => /color$/i.test(key) && isDark(inner) || key !== 'template' && search(inner))
    : false;
  return data.some(trace => search({ line: trace.line, marker: trace.marker, textfont: trace.textfont, error_y: trace.error_y }))
    || search({ font: layout.font, shapes: layout.shapes, annotations: layout.annotations });
}

function sizeOf(plot) {
  const { layout } = plot;
  const available = plot.element.parentElement.clientWidth || 640;
  if (unasked(layout) || !layout.height)
    return { width: null, height: Math.round(Math.min(420, Math.max(300, available * 0.6))) };
  // A figure that is too wide for the page keeps its proportions.
  const scale = layout.width ? Math.min(1, available / layout.width) : 1;
  return { width: layout.width ?? null, height: Math.round(layout.height * scale) };
}

function themed(plot, asDark) {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const layout = structuredClone(plot.layout);
  const template = layout.template = typeof layout.template === 'object' && layout.template ? layout.template : {};
  const base = template.layout = template.layout ?? {};
  delete layout.width;
  layout.height = sizeOf(plot).height;
  layout.autosize = true;

  const narrow = plot.element.clientWidth < 480;
  base.font = { ...base.font, family: colour('--sans'), size: base.font?.size ?? 13 };
  base.margin = { l: 60, r: 24, t: layout.title?.text ? 56 : 24, b: 52, ...base.margin, ...(narrow ? { l: 44, r: 8 } : {}) };
  if (narrow && plot.data.filter(trace => trace.name && trace.showlegend !== false).length > 1 && layout.showlegend !== false) {
    base.margin.b = Math.max(84, base.margin.b);
    base.legend = { ...base.legend, orientation: 'h', yref: 'container', y: 0.02, yanchor: 'bottom' };
    layout.legend = { ...layout.legend, x: 0, xanchor: 'left' };
  }
  for (const axis of ['xaxis', 'yaxis'])
    base[axis] = { ...base[axis], automargin: true };

  if (asDark && !paintsItself(plot)) {
    const clear = 'rgba(0,0,0,0)';
    Object.assign(base, { paper_bgcolor: clear, plot_bgcolor: clear });
    base.font.color = colour('--ink');
    if (base.title?.font)
      delete base.title.font.color;
    const lines = { gridcolor: colour('--rule'), linecolor: colour('--muted'), zerolinecolor: colour('--muted'), tickcolor: colour('--muted') };
    for (const axis of ['xaxis', 'yaxis'])
      Object.assign(base[axis], lines);
    base.scene = { ...base.scene };
    for (const axis of ['xaxis', 'yaxis', 'zaxis'])
      base.scene[axis] = { ...base.scene[axis], ...lines, backgroundcolor: clear };
    base.polar = { ...base.polar, bgcolor: clear };
    base.legend = { ...base.legend, bgcolor: clear };
    base.hoverlabel = { ...base.hoverlabel, bgcolor: colour('--raised'), font: { color: colour('--ink') } };
  }
  return layout;
}

async function draw(plot, asDark = dark.matches) {
  const { element, data, config, frames } = plot;
  const { width, height } = sizeOf(plot);
  element.style.height = `${height}px`;
  element.style.maxWidth = width ? `${width}px` : '';
  await Plotly.newPlot(element, {
    data,
    layout: themed(plot, asDark),
    config: { displaylogo: false, ...config, responsive: true, displayModeBar: config.staticPlot ? false : 'hover' },
    frames,
  });
  plot.drawn = true;
}

// Inside a closed <details> an element has no width: such a plot is drawn when it is opened.
const isVisible = plot => plot.element.checkVisibility();

async function drawAll(asDark) {
  for (const plot of plots.filter(isVisible)) {
    await draw(plot, asDark);
    // The page stays usable between two plots.
    await new Promise(resolve => setTimeout(resolve));
  }
}

for (const plot of plots)
  plot.element.style.height = `${sizeOf(plot).height}px`;
drawAll();
dark.addEventListener('change', () => drawAll());
addEventListener('beforeprint', () => dark.matches && drawAll(false));
addEventListener('afterprint', () => dark.matches && drawAll(true));
for (const details of document.querySelectorAll('details')) {
  details.addEventListener('toggle', () => {
    for (const plot of plots.filter(plot => details.contains(plot.element) && !plot.drawn && isVisible(plot)))
      draw(plot);
  });
}

// The table of contents: folded on a narrow screen, and showing where the reader is.
const contents = document.querySelector('.contents');
if (contents) {
  contents.open = matchMedia('(min-width: 74rem)').matches;
  const links = new Map([...contents.querySelectorAll('a')].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map(id => document.getElementById(id));
  const mark = () => {
    const here = headings.findLast(heading => heading.getBoundingClientRect().top < innerHeight / 3) ?? headings[0];
    for (const [id, link] of links)
      link.classList.toggle('here', id === here.id);
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}

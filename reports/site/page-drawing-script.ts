/**
 * The part of the page's script that draws a case: time axis, timeline and the picture of the arm. Plain JavaScript as
 * text, as it runs in the reader's browser. It knows nothing of EMV: words were made when the page was rendered.
 */
export const DRAWING_SCRIPT = String.raw`
'use strict';
const NS = 'http://www.w3.org/2000/svg';

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function draw(tag, attributes, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function words(ms) {
  return ms < 1000 ? ms.toFixed(1) + ' ms' : (ms / 1000).toFixed(ms < 10000 ? 3 : 2) + ' s';
}

/** Last point at or before a time; the first one when there is none. */
function at(points, time) {
  let found = points[0];
  for (const point of points) {
    if (point[0] > time) break;
    found = point;
  }
  return found;
}

/**
 * Maps times to places. With shortened gaps, a pause longer than 'plain' grows only with its logarithm, so that
 * what happened within milliseconds stays apart beside a wait of half a minute.
 */
function axisOf(times, isTrue) {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const span = sorted[sorted.length - 1] - sorted[0] || 1;
  const plain = Math.max(span / 400, 4);
  const places = [0];
  const breaks = [];
  for (let i = 1; i < sorted.length; i += 1) {
    const gap = sorted[i] - sorted[i - 1];
    const isLong = !isTrue && gap > plain;
    places.push(places[i - 1] + (isLong ? plain * (1 + Math.log2(gap / plain)) : gap));
    if (isLong && gap > plain * 8) breaks.push(i);
  }
  const total = places[places.length - 1] || 1;
  return {
    sorted,
    breaks,
    place(time) {
      let low = 0;
      let high = sorted.length - 1;
      while (low < high) {
        const mid = (low + high + 1) >> 1;
        if (sorted[mid] <= time) low = mid;
        else high = mid - 1;
      }
      const gap = sorted[low + 1] - sorted[low];
      const part = gap > 0 ? Math.min(1, Math.max(0, (time - sorted[low]) / gap)) : 0;
      return (places[low] + (part > 0 ? part * (places[low + 1] - places[low]) : 0)) / total;
    },
  };
}

const HEIGHTS = { scenario: 30, arm: 84, card: 34, wire: 30, terminal: 30, display: 38, host: 34, power: 38, faults: 34 };
const TITLES = {
  scenario: 'Scenario', arm: 'Arm and field', card: 'Card, APDUs', wire: 'Serial frames', terminal: 'Terminal',
  display: 'Display', host: 'Host messages', power: 'Supply and links', faults: 'Faults',
};

function drawTimeline(model, page, options) {
  const left = options.width < 700 ? 122 : 132;
  const width = Math.max(options.width, 680);
  const times = page.events.map((e) => e[1]).concat(page.arm.map((p) => p[0]), page.supply.map((p) => p[0]));
  const axis = axisOf(times.length ? times : [0], options.isTrue);
  const x = (time) => left + 8 + axis.place(time) * (width - left - 28);
  const root = draw('svg', { width, role: 'img', 'aria-label': 'Timeline of the case; the list of events below tells the same in words' });
  const absent = [];
  let y = 10;
  for (const [number, lane] of model.lanes.entries()) {
    const events = page.events.filter((e) => e[2] === number);
    const extra = lane === 'arm' ? page.arm.length : lane === 'power' ? page.supply.length + page.states.length : 0;
    if (events.length + extra === 0) {
      absent.push(TITLES[lane].toLowerCase());
      continue;
    }
    const rows = lane === 'power' ? new Set(page.states.map((s) => s[1])).size : 0;
    const height = HEIGHTS[lane] + (lane === 'power' ? (page.supply.length ? 36 : 0) + Math.max(0, rows - 1) * 11 : 0);
    const group = draw('g', { transform: 'translate(0 ' + y + ')' });
    group.append(draw('line', { class: 'rule', x1: 0, x2: width, y1: height, y2: height }));
    group.append(draw('text', { class: 'name', x: 14, y: 20 }, TITLES[lane]));
    drawLane(group, { lane, events, page, model, x, height, left, end: axis.sorted[axis.sorted.length - 1] });
    root.append(group);
    y += height;
  }
  drawAxis(root, { axis, x, y, left });
  const cursor = draw('line', { class: 'cursor', y1: 6, y2: y, x1: left, x2: left });
  root.append(cursor);
  root.setAttribute('height', y + 26);
  root.addEventListener('click', (click) => {
    const index = click.target.getAttribute && click.target.getAttribute('data-index');
    if (index !== null) options.onEvent(Number(index));
  });
  return { root, absent, axis, move(time) { cursor.setAttribute('x1', x(time)); cursor.setAttribute('x2', x(time)); } };
}

function drawLane(group, g) {
  const { lane, events, page, model, x, height, left } = g;
  if (lane === 'arm') drawArmLane(group, g);
  else if (lane === 'display') {
    events.forEach((e, i) => {
      const from = x(e[1]);
      const to = i + 1 < events.length ? x(events[i + 1][1]) : x(g.end);
      const box = draw('rect', { class: 'said', x: from, y: 7, width: Math.max(2, to - from - 2), height: height - 14, rx: 4, 'data-index': e[0] });
      box.append(draw('title', {}, words(e[1]) + ' ' + model.strings[e[4]]));
      group.append(box);
      const room = Math.floor((to - from - 10) / 6.2);
      const text = model.strings[e[4]];
      if (room > 3) group.append(draw('text', { x: from + 6, y: height / 2 + 4, 'pointer-events': 'none' }, text.length > room ? text.slice(0, room - 1) + '…' : text));
    });
  } else {
    if (lane === 'power') drawPowerLane(group, g);
    if (lane === 'faults') drawFaults(group, g);
    if (lane === 'power') return;
    for (const e of events) group.append(mark(e, g));
    if (lane === 'host') labelMarks(group, g, (text) => (text.match(/^[→←] \d{4}/) || [''])[0]);
    if (lane === 'scenario') labelMarks(group, g, () => '');
  }
}

function mark(e, g) {
  const text = g.model.strings[e[4]];
  const isUp = /^←/.test(text) || (g.lane === 'card' && /^[0-9A-F]{4} /.test(text));
  const middle = g.height / 2;
  const tall = g.lane === 'card' || g.lane === 'host' || g.lane === 'wire';
  const box = draw('rect', {
    class: 'ev t-' + g.model.tones[e[3]], x: g.x(e[1]) - 1.5, rx: 1, width: 3,
    y: tall ? (isUp ? middle + 1 : 6) : middle - 6, height: tall ? middle - 7 : 12, 'data-index': e[0],
  });
  box.append(draw('title', {}, words(e[1]) + '  ' + text));
  return box;
}

function labelMarks(group, g, labelOf) {
  let free = 0;
  for (const e of g.events) {
    const label = labelOf(g.model.strings[e[4]]);
    const from = g.x(e[1]) + 4;
    if (label === '' || from < free) continue;
    group.append(draw('text', { class: 'mono', x: from, y: /^←/.test(label) ? g.height - 6 : 15, 'pointer-events': 'none' }, label.slice(2)));
    free = from + 30;
  }
}

function drawArmLane(group, g) {
  const { page, x, height } = g;
  const fields = page.field;
  fields.forEach((p, i) => {
    if (!p[2]) return;
    const to = i + 1 < fields.length ? x(fields[i + 1][0]) : x(g.end);
    group.append(draw('rect', { class: 'lit', x: x(p[0]), y: 4, width: Math.max(1, to - x(p[0])), height: height - 8 }));
  });
  const observed = page.arm.filter((p) => p[5]);
  const points = observed.length ? observed : page.arm;
  if (!points.length) return;
  const top = Math.max(60, ...points.map((p) => p[2]));
  const level = (z) => height - 10 - (Math.max(0, z) / top) * (height - 22);
  group.append(draw('line', { class: 'rule', x1: g.left, x2: x(g.end), y1: level(0), y2: level(0), 'stroke-dasharray': '2 3' }));
  group.append(draw('text', { x: 14, y: 36 }, Math.round(top) + ' mm'), draw('text', { x: 14, y: height - 8 }, '0 mm'));
  // While the arm rests nothing is recorded: a gap is a rest, not a slow move.
  const path = points.flatMap((p, i) => {
    const before = points[i - 1];
    const place = x(p[0]) + ',' + level(p[2]);
    return before && p[0] - before[0] > 100 ? [x(p[0]) + ',' + level(before[2]), place] : [place];
  });
  group.append(draw('polyline', { class: 'curve', points: path.join(' ') }));
}

function drawPowerLane(group, g) {
  const { page, x, height } = g;
  let y = 12;
  if (page.supply.length) {
    const volts = page.supply.map((p) => p[1]);
    const low = Math.min(...volts);
    const span = Math.max(...volts) - low || 1;
    const level = (mv) => 8 + 34 - ((mv - low) / span) * 30;
    const points = [];
    page.supply.forEach((p, i) => {
      if (i > 0) points.push(x(p[0]) + ',' + level(page.supply[i - 1][1]));
      points.push(x(p[0]) + ',' + level(p[1]));
    });
    points.push(x(g.end) + ',' + level(volts[volts.length - 1]));
    group.append(draw('polyline', { class: 'curve volt', points: points.join(' ') }));
    group.append(draw('text', { x: 14, y: 36 }, (low / 1000).toFixed(2) + '–' + (Math.max(...volts) / 1000).toFixed(2) + ' V'));
    y = 54;
  }
  const things = [...new Set(page.states.map((s) => s[1]))];
  for (const thing of things) {
    const steps = page.states.filter((s) => s[1] === thing);
    steps.forEach((s, i) => {
      const to = i + 1 < steps.length ? x(steps[i + 1][0]) : x(g.end);
      const bar = draw('rect', { class: s[2] ? 'on' : 'offstate', x: x(s[0]), y: y, width: Math.max(2, to - x(s[0]) - 1), height: 5, rx: 1 });
      bar.append(draw('title', {}, thing + (s[2] ? ' on' : ' off')));
      group.append(bar);
    });
    group.append(draw('text', { x: 14, y: y + 7 }, thing.slice(0, 19)));
    y += 13;
  }
  if (!things.length && !page.supply.length) for (const e of g.events) group.append(mark(e, g));
}

function drawFaults(group, g) {
  const since = {};
  const bar = (name, from, to) => {
    const box = draw('rect', { class: 'flt', x: g.x(from), y: 8, width: Math.max(3, g.x(to) - g.x(from)), height: g.height - 16, rx: 3 });
    box.append(draw('title', {}, name));
    group.append(box, draw('text', { x: g.x(from) + 6, y: g.height / 2 + 4, 'pointer-events': 'none' }, name));
  };
  for (const [time, name, state] of g.page.faults) {
    if (state === 'armed') since[name] = time;
    if (state === 'lifted' && name in since) {
      bar(name, since[name], time);
      delete since[name];
    }
  }
  for (const [name, time] of Object.entries(since)) bar(name, time, g.end);
}

function drawAxis(root, { axis, x, y, left }) {
  let free = left;
  const last = axis.sorted.length - 1;
  const end = x(axis.sorted[last]);
  axis.sorted.forEach((time, i) => {
    const place = x(time);
    if (i !== last && (place < free || place > end - 124)) return;
    root.append(draw('line', { class: 'rule', x1: place, x2: place, y1: y, y2: y + 5 }));
    root.append(draw('text', { x: place, y: y + 19, 'text-anchor': i === last ? 'end' : 'start' }, words(time)));
    free = place + 74;
  });
  for (const i of axis.breaks) {
    const middle = (x(axis.sorted[i - 1]) + x(axis.sorted[i])) / 2;
    root.append(draw('path', { class: 'rule', fill: 'none', d: 'M' + (middle - 4) + ' ' + (y + 4) + 'l3 -8m2 8l3 -8' }));
  }
}

/** Side view: the reader below, its operating volume, the card where the arm holds it. Millimetres, z up. */
function armPicture(page) {
  const points = page.arm;
  const high = Math.max(64, ...points.map((p) => p[2])) + 18;
  const wide = Math.max(78, ...points.map((p) => Math.abs(p[1]) + 52));
  const root = draw('svg', { viewBox: [-wide, -high, wide * 2, high + 26].join(' '), role: 'img', 'aria-label': 'Side view of card and reader' });
  const add = (tag, attributes, ...children) => {
    const node = draw(tag, attributes, ...children);
    root.append(node);
    return node;
  };
  add('polygon', { class: 'volume', points: '-15,0 -25,-10 -25,-30 -15,-40 15,-40 25,-30 25,-10 15,0' });
  add('rect', { class: 'reader', x: -44, y: 1, width: 88, height: 12, rx: 3, 'stroke-width': 0.8 });
  for (const r of [4, 7.5, 11]) add('path', { class: 'wave', d: 'M' + -r + ' ' + (9 - r * 0.2) + 'q' + r + ' ' + -r * 0.55 + ' ' + 2 * r + ' 0', 'stroke-width': 0.8 });
  const label = (attributes, text) => add('text', { style: 'font-size:3.8px', ...attributes }, text);
  label({ x: -wide + 4, y: 22 }, 'reader, side view');
  label({ x: 0, y: -42, 'text-anchor': 'middle' }, 'operating volume');
  for (let z = 20; z < high - 8; z += 20) {
    add('line', { class: 'rule', x1: wide - 8, x2: wide - 4, y1: -z, y2: -z, 'stroke-width': 0.6 });
    label({ x: wide - 10, y: -z + 1.8, 'text-anchor': 'end' }, z + ' mm');
  }
  const trail = add('polyline', { class: 'trail', 'stroke-width': 0.6 });
  const arm = add('polyline', { class: 'link-arm', style: 'stroke-width:3.4' });
  const ghost = add('line', { class: 'ghost', style: 'stroke-width:0.8' });
  const doubt = add('circle', { class: 'doubt', 'stroke-width': 0.6 });
  const card = add('line', { class: 'plastic', style: 'stroke-width:2' });
  const hasObserved = points.some((p) => p[5]);
  const lay = (line, p) => {
    const half = 42.8;
    const lean = (p[3] * Math.PI) / 180;
    line.setAttribute('x1', p[1] - half * Math.cos(lean));
    line.setAttribute('y1', -p[2] + half * Math.sin(lean));
    line.setAttribute('x2', p[1] + half * Math.cos(lean));
    line.setAttribute('y2', -p[2] - half * Math.sin(lean));
  };
  return {
    root,
    show(time) {
      const seen = hasObserved ? points.filter((p) => p[5]) : points;
      const p = at(seen, time);
      const field = page.field.length ? at(page.field, time) : undefined;
      const isLit = field !== undefined && field[0] <= time && field[2] === 1;
      lay(card, p);
      card.setAttribute('class', isLit ? 'plastic lit-card' : 'plastic');
      const told = hasObserved ? at(points.filter((q) => !q[5]).concat([p]).sort((a, b) => a[0] - b[0]), time) : p;
      lay(ghost, told);
      ghost.style.display = Math.hypot(told[1] - p[1], told[2] - p[2]) > 1 ? '' : 'none';
      doubt.setAttribute('cx', p[1]);
      doubt.setAttribute('cy', -p[2]);
      doubt.setAttribute('r', Math.max(0.5, p[4]));
      arm.setAttribute('points', elbow(-wide + 12, 13, p[1] - 30, -p[2] + 30 * Math.sin((p[3] * Math.PI) / 180)));
      trail.setAttribute('points', seen.filter((q) => q[0] <= time).map((q) => q[1] + ',' + -q[2]).join(' '));
      return { pose: p, field: field !== undefined && field[0] <= time ? field : undefined };
    },
  };
}

/** Two equal links from a shoulder to a wrist: a sketch, as a journal knows where the card is, not how the arm bends. */
function elbow(x0, y0, x1, y1) {
  const reach = Math.hypot(x1 - x0, y1 - y0);
  const link = Math.max(58, reach / 2 + 4);
  const rise = Math.sqrt(Math.max(0, link * link - (reach / 2) * (reach / 2)));
  const mx = (x0 + x1) / 2 + (rise * (y1 - y0)) / reach;
  const my = (y0 + y1) / 2 - (rise * (x1 - x0)) / reach;
  return [x0, y0, mx, my, x1, y1].map((n) => n.toFixed(1)).join(' ');
}
`;

/**
 * The part of the page's script that answers the reader: filters, opening a case, moving through its time. Plain
 * JavaScript as text; device texts only ever become text nodes.
 */
export const PAGE_SCRIPT = String.raw`
document.documentElement.classList.add('js');
const model = JSON.parse(document.getElementById('model').textContent);
const built = new Map();

for (const form of document.querySelectorAll('form[data-filter]')) setUpFilter(form);
for (const button of document.querySelectorAll('button[data-copy]')) setUpCopy(button);
for (const button of document.querySelectorAll('button[data-event]')) {
  button.addEventListener('click', () => {
    const drawn = built.get(Number(button.closest('.case').id.slice(5)));
    if (drawn) drawn.goToEvent(Number(button.dataset.event));
  });
}
addEventListener('hashchange', () => follow(true));
addEventListener('resize', () => {
  for (const drawn of built.values()) drawn.resize();
});
follow(false);

/** Shows what the address names: a case alone, or the overview. */
function follow(isByReader) {
  const match = /^#case-(\d+)$/.exec(location.hash);
  const section = match && document.getElementById('case-' + match[1]);
  for (const shown of document.querySelectorAll('.case.shown')) shown.classList.remove('shown');
  document.documentElement.classList.toggle('on-case', Boolean(section));
  if (!section) {
    const target = isByReader && location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target) target.scrollIntoView();
    return;
  }
  section.classList.add('shown');
  const number = Number(match[1]);
  if (!built.has(number)) built.set(number, buildCase(section.querySelector('.drawn'), model.cases[number]));
  scrollTo(0, 0);
  section.focus({ preventScroll: true });
}

function setUpFilter(form) {
  const table = document.querySelector('[data-filtered="' + form.dataset.filter + '"]');
  const rows = [...table.tBodies[0].rows];
  const apply = () => {
    const needles = form.querySelector('input[type=search]').value.toLowerCase().split(/\s+/).filter(Boolean);
    const bench = form.querySelector('select').value;
    const verdicts = new Set([...form.querySelectorAll(':checked')].map((box) => box.value));
    let count = 0;
    for (const row of rows) {
      const fits = verdicts.has(row.dataset.verdict) &&
        (bench === '' || row.dataset.bench.split(' ').includes(bench)) &&
        needles.every((needle) => row.dataset.words.includes(needle));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    form.querySelector('output').textContent = count === rows.length ? '' : count + ' of ' + rows.length;
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
}

function setUpCopy(button) {
  button.addEventListener('blur', () => { button.textContent = 'Copy'; });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    } catch {
      // Without leave to write to the clipboard, the text is selected for the reader to copy.
      getSelection().selectAllChildren(button.parentElement.querySelector('code'));
      button.textContent = 'Selected';
    }
  });
}

function buildCase(place, page) {
  place.textContent = '';
  if (!page.events.length) {
    place.append(make('p', { class: 'quiet' }, 'Nothing was recorded: there is no timeline.'));
    return { goToEvent() {}, resize() {} };
  }
  const state = { isTrue: false, time: page.events[0][1], timeline: undefined };
  const frame = make('div', { class: 'time', tabindex: '0', role: 'region', 'aria-label': 'Timeline' });
  const absent = make('small');
  const list = eventList(page, (index) => go(index, false));
  const moment = momentView(page, (time) => setTime(time, nearest(page, time)));

  function setTime(time, index) {
    state.time = time;
    state.timeline.move(time);
    moment.show(time);
    list.mark(index);
  }
  function go(index, isFromAfar) {
    const event = page.events.find((e) => e[0] === index);
    if (!event) return;
    setTime(event[1], index);
    if (isFromAfar) list.reveal(index);
  }
  function redraw() {
    state.timeline = drawTimeline(model, page, { width: frame.clientWidth || 900, isTrue: state.isTrue, onEvent: (index) => go(index, true) });
    frame.replaceChildren(state.timeline.root);
    absent.textContent = state.timeline.absent.length ? 'Nothing was recorded for: ' + state.timeline.absent.join(', ') + '.' : '';
    state.timeline.move(state.time);
  }

  const tools = make('div', { class: 'tools' });
  for (const [isTrue, label] of [[false, 'Pauses shortened'], [true, 'True time']]) {
    const button = make('button', { type: 'button', 'aria-pressed': String(!isTrue) }, label);
    button.addEventListener('click', () => {
      state.isTrue = isTrue;
      for (const other of tools.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
      redraw();
    });
    tools.append(button);
  }
  place.append(make('h3', {}, 'Timeline'), tools, frame, absent, moment.root, make('h3', {}, 'Events'), laneBoxes(page, list), list.root);
  redraw();
  setTime(state.time, page.events[0][0]);
  return { goToEvent: (index) => go(index, true), resize: redraw };
}

function nearest(page, time) {
  let found = page.events[0];
  for (const event of page.events) {
    if (event[1] > time) break;
    found = event;
  }
  return found[0];
}

/** The picture of the arm with a slider over all moments at which something happened. */
function momentView(page, onTime) {
  const times = [...new Set(page.events.map((e) => e[1]).concat(page.arm.map((p) => p[0])))].sort((a, b) => a - b);
  const picture = page.arm.length ? armPicture(page) : undefined;
  const slider = make('input', { type: 'range', min: 0, max: times.length - 1, value: 0, 'aria-label': 'Moment of the case' });
  const now = make('p', { class: 'now' });
  const facts = make('dl');
  const keys = make('div', { class: 'tools' });
  for (const [label, time] of keyMoments(page)) {
    const button = make('button', { type: 'button' }, label);
    button.addEventListener('click', () => onTime(time));
    keys.append(button);
  }
  slider.addEventListener('input', () => onTime(times[Number(slider.value)]));
  const panel = make('div', {}, now, slider, keys, facts);
  const root = make('div', {}, make('h3', {}, picture ? 'Arm and field at one moment' : 'One moment'),
    make('div', { class: picture ? 'moment' : 'moment solo' }, ...(picture ? [picture.root] : []), panel));
  return {
    root,
    show(time) {
      let index = 0;
      while (index + 1 < times.length && times[index + 1] <= time) index += 1;
      slider.value = String(index);
      slider.setAttribute('aria-valuetext', words(time));
      now.textContent = words(time);
      const rows = picture ? poseRows(picture.show(time)) : [];
      const supply = page.supply.length && page.supply[0][0] <= time ? at(page.supply, time) : undefined;
      if (supply) rows.push(['Supply', (supply[1] / 1000).toFixed(2) + ' V, ' + supply[2] + ' %']);
      facts.replaceChildren(...rows.flatMap(([term, value]) => [make('dt', {}, term), make('dd', {}, value)]));
    },
  };
}

function poseRows({ pose, field }) {
  const rows = [
    ['Height', pose[2].toFixed(1) + ' mm ± ' + pose[4].toFixed(1) + ' mm'],
    ['Aside', pose[1].toFixed(1) + ' mm'],
    ['Tilt', pose[3].toFixed(1) + '°'],
    ['Position', pose[5] ? 'as seen from the servo pulses' : 'as commanded'],
  ];
  if (field) rows.push(['Field at the card', field[1].toFixed(2) + ' A/m, ' + (field[2] ? 'card has power' : 'card has no power')]);
  return rows;
}

function keyMoments(page) {
  const lane = (name) => model.lanes.indexOf(name);
  const first = (test) => page.events.find(test);
  const last = (test) => [...page.events].reverse().find(test);
  const powered = page.field.find((p) => p[2]);
  const unpowered = [...page.field].reverse().find((p) => !p[2]);
  const fault = page.faults.find((f) => f[2] === 'struck') || page.faults[0];
  const card = (e) => e[2] === lane('card');
  const host = (e) => e[2] === lane('host') && /^[→←]/.test(model.strings[e[4]]);
  const moments = [
    ['card gets power', powered && powered[0]],
    ['first APDU', (first(card) || [])[1]],
    ['last APDU', (last(card) || [])[1]],
    ['fault', fault && fault[0]],
    ['first host message', (first(host) || [])[1]],
    ['card loses power', unpowered && powered && unpowered[0] > powered[0] ? unpowered[0] : undefined],
  ];
  return moments.filter((moment) => moment[1] !== undefined);
}

function eventList(page, onPick) {
  const root = make('ol', { class: 'events', style: 'list-style:none;margin:0;padding:0' });
  const items = new Map();
  for (const e of page.events) {
    const cells = [
      make('span', { class: 'at' }, words(e[1])),
      make('span', { class: 'ln' }, model.lanes[e[2]]),
      make('span', { class: 'say' }, model.strings[e[4]]),
    ];
    const hasMore = e[5] >= 0 || e[6] >= 0;
    const inner = hasMore ? make('details', {}, make('summary', {}, ...cells)) : make('div', { class: 'line' }, ...cells);
    if (hasMore) inner.addEventListener('toggle', () => { if (inner.open && inner.children.length === 1) inner.append(detailRows(e)); });
    const item = make('li', { class: 't-' + model.tones[e[3]] + ' l-' + model.lanes[e[2]] }, inner);
    item.addEventListener('click', () => onPick(e[0]));
    items.set(e[0], item);
    root.append(item);
  }
  return {
    root,
    mark(index) {
      for (const item of root.querySelectorAll('[aria-current]')) item.removeAttribute('aria-current');
      const item = items.get(index);
      if (item) item.setAttribute('aria-current', 'true');
    },
    reveal(index) {
      const item = items.get(index);
      if (!item) return;
      item.classList.add('wanted');
      const details = item.querySelector('details');
      if (details) details.open = true;
      item.scrollIntoView({ block: 'center' });
    },
  };
}

/** One box a lane. Serial frames say again, byte by byte, what the commands above them say: they begin hidden. */
function laneBoxes(page, list) {
  const root = make('div', { class: 'tools', role: 'group', 'aria-label': 'Kinds of events' });
  model.lanes.forEach((lane, number) => {
    const count = page.events.filter((e) => e[2] === number).length;
    if (count === 0) return;
    const box = make('input', { type: 'checkbox' });
    box.checked = lane !== 'wire' || count < 12;
    const apply = () => list.root.classList.toggle('no-' + lane, !box.checked);
    box.addEventListener('change', apply);
    apply();
    root.append(make('label', { class: 'chip' }, box, TITLES[lane] + ' ', make('b', {}, count)));
  });
  return root;
}

function detailRows(e) {
  const root = make('div', { class: 'rows' });
  const add = (depth, label, value, meaning) => root.append(make('div', { style: 'padding-left:' + depth * 1.1 + 'rem' },
    make('span', {}, label), make('span', { class: 'val' }, value), make('span', { class: 'mean' }, meaning)));
  if (e[5] >= 0) for (const line of model.strings[e[5]].split('\n')) {
    const [depth, label, value, meaning] = line.split('\t');
    add(Number(depth), label, value, meaning);
  }
  if (e[6] >= 0) add(0, 'bytes', model.strings[e[6]], model.strings[e[6]].length / 2 + ' bytes');
  return root;
}
`;

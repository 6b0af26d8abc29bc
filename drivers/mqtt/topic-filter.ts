/**
 * Whether a topic matches a subscription's filter: `+` stands for one level, `#` at the end for all that follow and
 * for the level above.
 *
 * @clause MQTT 3.1.1, 4.7
 */
export function matchesFilter(filter: string, topic: string): boolean {
  // A wildcard in front must not bring the broker's own topics along.
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  if (wanted.at(-1) === '#') {
    const above = wanted.slice(0, -1);
    return levels.length >= above.length && above.every((level, at) => matchesLevel(level, levels[at]));
  }
  return wanted.length === levels.length && wanted.every((level, at) => matchesLevel(level, levels[at]));
}

function matchesLevel(wanted: string, level: string | undefined): boolean {
  return wanted === '+' ? level !== undefined : wanted === level;
}

/** How triage does: the last run of each source, what failed, and what examiners ask for. */

import { byId, el, moment } from '/rules/elements.js';
import { server } from './server.js';
import { source, span } from './words.js';

const SHOWN = 50;

export async function showRuns(now) {
  const place = byId('runs');
  const [runs, report, health] = await Promise.all([server.runs(), server.report(), server.health()]);
  place.replaceChildren(
    el('p', { class: health.status === 'healthy' ? 'done' : 'wrong' },
      health.status === 'healthy' ? 'Triage is up to date.' : `Triage stands still: ${health.reason ?? 'see the log'}.`),
    el('h2', {}, 'Sources'),
    runs.length === 0
      ? el('p', { class: 'soft' }, 'Nothing has run so far.')
      : table(['Source', 'Last completed', 'Took', 'Last failure'], latest(runs).map((each) => [
        source(each.source),
        each.completed ? `${moment(each.completed.finished_at)}, ${span((now - Date.parse(each.completed.finished_at)) / 1000)} ago` : 'never',
        each.completed ? span((Date.parse(each.completed.finished_at) - Date.parse(each.completed.started_at)) / 1000) : '',
        each.failed ? `${moment(each.failed.started_at)}: ${each.failed.failure}` : 'none',
      ])),
    el('h2', {}, 'Validation report'),
    el('p', { class: 'soft' }, `${number(report.total)} came: ${number(report.processed)} new, ${number(report.duplicates)} duplicates (${report.duplicate_rate} %). `
      + `${number(report.unrouted)} went nowhere. ${number(report.distinct_hashes)} distinct. `
      + `From creation to triage ${span(report.sla.average)} on average, ${span(report.sla.maximum)} at most.`),
    el('div', { class: 'tables' },
      table(['Severity', 'Alerts', 'Share', 'Average', 'Longest'], report.severities.map((each) =>
        [each.severity, number(each.alerts), `${each.percent} %`, span(each.sla.average), span(each.sla.maximum)])),
      table(['Source', 'Alerts'], report.sources.map((each) => [source(each.name), number(each.alerts)])),
      table(['Went to', 'Alerts'], report.destinations.map((each) => [each.name || 'nobody', number(each.alerts)]))),
    el('h2', {}, 'Runs'),
    table(['Began', 'Source', 'Cause', 'State', 'New', 'Duplicates', 'Failed', ''], runs.slice(0, SHOWN).map((run) => [
      moment(run.started_at), source(run.source), run.cause, run.state,
      number(run.processed), number(run.duplicates), number(run.failed), run.failure ?? '',
    ])),
  );
}

function latest(runs) {
  const sources = new Map();
  for (const run of runs) { // the newest first
    const known = sources.get(run.source) ?? { source: run.source, completed: null, failed: null };
    if (run.state === 'completed') {
      known.completed ??= run;
    } else if (run.state === 'failed') {
      known.failed ??= run;
    }
    sources.set(run.source, known);
  }
  return [...sources.values()];
}

function table(heads, rows) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', {}, cell))))));
}

function number(value) {
  return Number(value).toLocaleString('en');
}

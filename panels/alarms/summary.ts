import type {Alarm} from '../../source/services/alarms/model.ts';
import {conditionText, formatOf, lasting} from '../../source/services/alarms/wording.ts';
import {type Line, type Piece, piece} from '../../source/text/line.ts';
import {type Glyphs, missingMark} from '../../source/text/marks.ts';
import {flow} from '../parts/lines.ts';
import {said} from '../parts/said.ts';

const treatment = {
  missing: 'no data counts as unknown',
  notBreaching: 'no data counts as fine',
  breaching: 'no data counts as firing',
  ignore: 'no data changes nothing',
} as const;

/** What it is, what it compares, and how it stands. */
export function summaryLines(alarm: Alarm, now: number, width: number, glyphs: Glyphs): readonly Line[] {
  const {state, since, kind, metric, evaluation, expression} = alarm;
  const length = lasting(since, now);
  const word = state === 'INSUFFICIENT_DATA' ? 'NO DATA' : state;
  const facts: Piece[] = [
    piece(
      `${word}${length === undefined ? '' : ` for ${length}`}`,
      state === 'ALARM' ? 'critical' : state === 'OK' ? 'good' : 'warning',
    ),
    piece(kind),
  ];
  if (metric) {
    const dimensions = Object.values(metric.dimensions).join(', ');
    facts.push(
      piece(
        `${metric.namespace} ${metric.name}${dimensions === '' ? '' : ` of ${dimensions}`} (${metric.statistic})`,
      ),
    );
  } else if (expression !== null) facts.push(piece(expression));
  if (kind !== 'composite') {
    const value =
      alarm.value === null ? missingMark(alarm.missing.value, glyphs) : formatOf(metric)(alarm.value);
    facts.push(piece(`now ${value}`, 'strong'), piece(`fires at ${conditionText(alarm)}`));
  }
  if (evaluation) facts.push(piece(treatment[evaluation.missingData], 'quiet'));
  return flow(
    facts.map(fact => ({...fact, text: said(fact.text, glyphs)})),
    width,
  );
}

const onWord = {ALARM: 'fires', OK: 'is OK again', INSUFFICIENT_DATA: 'has no data'} as const;

/** What happens when it changes, and who hears of it; and which alarms it hangs together with. */
export function actionLines(alarm: Alarm, width: number, glyphs: Glyphs): readonly Line[] {
  const facts = alarm.actions.map(({on, does, subscriptions, risk}) => {
    const heard =
      subscriptions === null
        ? risk === 'pages'
          ? ' (who hears it is not known)'
          : ''
        : subscriptions.confirmed > 0
          ? ` (${subscriptions.confirmed} confirmed)`
          : ` (nobody${subscriptions.pending > 0 ? `, ${subscriptions.pending} never confirmed` : ''})`;
    const silent = subscriptions !== null && subscriptions.confirmed === 0;
    return piece(`${onWord[on]}: ${does}${heard}`, silent || risk === 'unknown' ? 'warning' : 'plain');
  });
  const ties = alarm.parents.map(name => piece(`part of ${name}`, 'quiet'));
  const all = [...facts, ...ties].map(fact => ({...fact, text: said(fact.text, glyphs)}));
  return flow(all, width);
}

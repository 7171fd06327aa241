import type {Alarm} from './model.ts';
import {conditionText, formatOf, lasting, untilText} from './wording.ts';

type Said = Omit<Alarm, 'verdictText'>;

const treatmentTexts = {
  missing: 'missing data counts as unknown',
  notBreaching: 'missing data counts as good',
  breaching: 'missing data counts as bad',
  ignore: 'missing data changes nothing',
} as const;

/** What it all means, in one sentence or two: the state, for how long, why, and who hears of it. */
export function verdictOf(
  alarm: Said,
  {now, problem}: {readonly now: number; readonly problem: string | undefined},
): string {
  const sentences = [stateSentence(alarm, now), hearingSentence(alarm, now)];
  if (problem !== undefined) sentences.push(`Its rule cannot be read: ${problem}`);
  if (alarm.evaluationState !== null) sentences.push(`CloudWatch says ${alarm.evaluationState}.`);
  return sentences.filter(text => text !== '').join(' ');
}

function stateSentence(alarm: Said, now: number): string {
  const {state, since, kind, children} = alarm;
  const length = lasting(since, now);
  const time = length === undefined ? '' : ` for ${length}`;
  if (state === 'INSUFFICIENT_DATA') {
    const treated = alarm.evaluation === null ? '' : `, and ${treatmentTexts[alarm.evaluation.missingData]}`;
    return `It has had no data${time}${treated}.`;
  }
  const word = state === 'ALARM' ? 'It fires' : 'It is OK';
  if (kind === 'composite')
    return `${word}${time}: the rule over ${children.length} alarms ${state === 'ALARM' ? 'holds' : 'does not hold'}.`;
  return `${word}${time}${measuredText(alarm)}.`;
}

function measuredText(alarm: Said): string {
  const {value, metric} = alarm;
  const condition = conditionText({...alarm, verdictText: ''});
  const name = metric === null ? 'its expression' : `${metric.name} (${metric.statistic})`;
  if (condition === '') return '';
  return value === null
    ? `; it fires when ${name} is ${condition}`
    : `: ${name} is ${formatOf(metric)(value)}, it fires at ${condition}`;
}

/** What keeps its actions from being carried out, or from being heard. */
function hearingSentence(alarm: Said, now: number): string {
  const {muted, actionsEnabled, suppressedBy, actions, heard, parents} = alarm;
  if (!actionsEnabled) return 'Its actions are switched off: nothing happens when it fires.';
  if (muted !== null) {
    const until = muted.until === null ? '' : ` until ${untilText(muted.until, now)}`;
    return `It is muted${until} by ${muted.rule}.`;
  }
  if (suppressedBy !== null) return `Its actions are held back by ${suppressedBy}.`;
  const onAlarm = actions.filter(({on}) => on === 'ALARM');
  if (onAlarm.length === 0) {
    return parents.length === 0
      ? 'Nothing happens when it fires: it has no action.'
      : `It has no action of its own: ${parents.join(', ')} takes it into account.`;
  }
  if (heard === false) return 'Nobody hears of it: no subscription of its topics is confirmed.';
  const does = onAlarm.map(action => action.does).join(', ');
  return `When it fires, it ${does}.`;
}

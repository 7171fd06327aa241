import type {AlarmReference, Rule} from './rule.ts';

/** A rule in AWS's words, every name in quotes; brackets only where they are needed. */
export function printRule(rule: Rule): string {
  switch (rule.is) {
    case 'constant':
      return rule.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${rule.state}(${quoted(rule.alarm)})`;
    case 'not':
      return `NOT ${within(rule.of, ['and', 'or'])}`;
    case 'at-least': {
      const {number, unit} = rule.least;
      const alarms = rule.alarms.map(quoted).join(', ');
      return `AT_LEAST(${number}${unit === 'percent' ? '%' : ''}, ${rule.state}, (${alarms}))`;
    }
    case 'and':
      return rule.parts.map(part => within(part, ['and', 'or'])).join(' AND ');
    case 'or':
      return rule.parts.map(part => within(part, ['or'])).join(' OR ');
  }
}

const within = (rule: Rule, bracketed: readonly Rule['is'][]): string =>
  bracketed.includes(rule.is) ? `(${printRule(rule)})` : printRule(rule);

const quoted = ({name, arn}: AlarmReference): string => `"${(arn ?? name).replace(/["\\]/gu, '\\$&')}"`;

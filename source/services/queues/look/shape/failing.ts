import {codeIn} from './fields.ts';
import {isList, type Json, type JsonObject} from './json.ts';
import {plainName, roleOf} from './roles.ts';

/** Says by another field that it is about a failure, so that its `message` is one. */
export const isFailing = (node: JsonObject): boolean =>
  // Step Functions.
  ('Error' in node && 'Cause' in node) || Object.entries(node).some(([key, value]) => isSign(key, value));

function isSign(key: string, value: Json): boolean {
  const role = roleOf(key, false);
  if (role === 'type' || role === 'trace') return typeof value === 'string' && value !== '';
  if (role === 'code') return codeIn(value) !== undefined;
  if (role === 'details' || role === 'message') return isList(value) && value.length > 0;
  const text = String(value);
  switch (plainName(key)) {
    case 'success':
    case 'successful':
    case 'ok':
      return value === false;
    case 'level':
    case 'severity':
    case 'loglevel':
      return /^(?:err(?:or)?|fatal|crit(?:ical)?|panic|alert|emerg(?:ency)?)$/i.test(text);
    case 'status':
    case 'state':
    case 'result':
    case 'outcome':
      return typeof value === 'number'
        ? value >= 400 && value < 600
        : /^(?:error|fail(?:ed|ure)?)$/i.test(text);
    case 'name':
      return /(?:Error|Exception)$/.test(text);
    default:
      return false;
  }
}

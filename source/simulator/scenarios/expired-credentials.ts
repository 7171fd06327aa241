import {blackFriday} from './black-friday.ts';
import type {ScenarioSource} from './schema.ts';

/** The session of whoever watches ends after three minutes. */
export const expiredCredentials: ScenarioSource = {
  ...blackFriday,
  name: 'expired-credentials',
  about: 'The Friday, with credentials that expire while somebody watches',
  faults: [{kind: 'error', code: 'ExpiredTokenException', fromSecond: 180}],
};

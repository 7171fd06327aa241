import type {Action} from '../../actions/action.ts';
import {mute} from './mute/mute.ts';
import {unmute} from './mute/unmute.ts';
import {disable, enable} from './switch/actions.ts';
import {test} from './test/action.ts';

/** What can be done to an alarm, in the order of the footer. */
export const alarmActions: readonly Action[] = [test, mute, unmute, disable, enable];

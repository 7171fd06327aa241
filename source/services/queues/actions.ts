import type {Action} from '../../actions/action.ts';
import {look} from './look/action.ts';
import {pick} from './pick/action.ts';
import {purge} from './purge/action.ts';
import {cancel} from './redrive/cancel.ts';
import {redrive} from './redrive/redrive.ts';

/** What can be done to a queue, in the order of the footer. */
export const queueActions: readonly Action[] = [look, redrive, cancel, pick, purge];

import type {Action} from '../../../actions/action.ts';
import {sample} from '../sample/action.ts';
import {balance} from './balance.ts';
import {merge} from './merge.ts';
import {metrics} from './metrics.ts';
import {retain} from './retain.ts';
import {scale} from './scale.ts';
import {split} from './split.ts';

/** What can be done to a stream, in the order of the footer. */
export const kinesisActions: readonly Action[] = [split, merge, balance, scale, sample, metrics, retain];

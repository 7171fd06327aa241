import type {Action} from '../../actions/action.ts';
import {lifecycle} from './lifecycle/action.ts';
import {restore} from './restore/action.ts';
import {scan} from './scan/action.ts';
import {abortUploads} from './uploads/action.ts';

/** What can be done to a bucket, in the order of the footer. */
export const bucketActions: readonly Action[] = [scan, lifecycle, abortUploads, restore];

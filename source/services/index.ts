import {alarms} from './alarms/index.ts';
import {buckets} from './buckets/index.ts';
import {kinesis} from './kinesis/index.ts';
import {queues} from './queues/index.ts';
import type {Service} from './service.ts';

/** Every service that is read: a folder each, and a line here. */
export const services: readonly Service[] = [kinesis, queues, alarms, buckets];

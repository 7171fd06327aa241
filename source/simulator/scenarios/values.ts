import * as v from 'valibot';

/** Numbers, names and lists as the parts of a scenario have them. */
export const atLeastZero = v.pipe(v.number(), v.minValue(0));
export const positive = v.pipe(v.number(), v.gtValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
export const queueName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,75}(\.fifo)?$/));
export const listOf = <Item extends v.GenericSchema>(item: Item) => v.optional(v.array(item), []);

/** Times in a scenario are seconds from its start; what happened before is negative. */
export const second = v.number();
